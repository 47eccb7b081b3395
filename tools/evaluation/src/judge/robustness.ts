import { ALTERATIONS } from '../alter/alterations.ts';
import type { EmbeddedTrack } from '../embed/embedded-library.ts';
import { findsOriginal } from '../metrics/finds-original.ts';
import { shareEstimate } from '../metrics/estimates.ts';
import type { RobustnessResult } from './evaluation.ts';

/**
 * Return, for each alteration that has copies, the share of copies whose nearest neighbour is their original.
 * @param library unit vectors of the embedded tracks, in the same order
 * @param copyOf unit vector of an altered copy, undefined if the track has none
 */
export function judgeRobustness(
  embedded: readonly EmbeddedTrack[],
  library: readonly Float32Array[],
  copyOf: (track: EmbeddedTrack, alteration: string) => Float32Array | undefined,
): RobustnessResult[] {
  return ALTERATIONS.flatMap(({ name }) => {
    const found = embedded.flatMap((track, index) => {
      const copy = copyOf(track, name);
      return copy ? [findsOriginal(library, copy, index)] : [];
    });
    return found.length === 0 ? [] : [{ alteration: name, copies: found.length, found: shareEstimate(found) }];
  });
}
