import { cosine } from '@soundalike/catalog';

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
