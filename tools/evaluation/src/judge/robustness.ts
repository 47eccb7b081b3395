import { cosine } from '@soundalike/catalog';
import { ALTERATIONS } from '../alter/alterations.ts';
import type { EmbeddedTrack } from '../embed/embedded-library.ts';
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

/**
 * Return whether a copy's nearest neighbour in the library is its original. A track that is exactly as near as the
 * original counts against it.
 * @param copy of unit length, as the entire library
 * @param original index of the original in the library
 */
export function findsOriginal(library: readonly Float32Array[], copy: Float32Array, original: number): boolean {
  const own = cosine(copy, library[original]!);
  return library.every((other, index) => index === original || cosine(copy, other) < own);
}
