import type { Stereo } from '../audio/stereo.ts';
import { master } from '../effects/master.ts';
import { Random } from '../random/random.ts';
import { STYLES } from '../styles/registry.ts';
import type { DemoPiece } from './demo-piece.ts';

/** Composes, plays and masters a piece; the same samples on every run. Its path seeds every choice. */
export function renderPiece({ style, path, durationSeconds, arrangement }: DemoPiece): Stereo {
  return master(STYLES[style]({ random: new Random(path), seconds: durationSeconds, arrangement }));
}
