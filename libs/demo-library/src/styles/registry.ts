import { acousticGuitar } from './acoustic-guitar.ts';
import { chiptune } from './chiptune.ts';
import { churchOrgan } from './church-organ.ts';
import { drumKit } from './drum-kit.ts';
import { jazzTrio } from './jazz-trio.ts';
import { soloPiano } from './solo-piano.ts';
import { stringPad } from './string-pad.ts';
import type { Style } from './style.ts';
import { techno } from './techno.ts';

/** Every style of the demonstration library, by name. */
export const STYLES = {
  'solo piano': soloPiano,
  'string pad': stringPad,
  techno,
  chiptune,
  'drum kit': drumKit,
  'acoustic guitar': acousticGuitar,
  'church organ': churchOrgan,
  'jazz trio': jazzTrio,
} as const satisfies Record<string, Style>;

/** Name of a style. */
export type StyleName = keyof typeof STYLES;
