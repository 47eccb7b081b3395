/** Progressions in common use, as the degrees of the roots, one chord a bar. */
export const PROGRESSIONS: readonly (readonly number[])[] = [
  [0, 4, 5, 3],
  [5, 3, 0, 4],
  [0, 5, 3, 4],
  [0, 3, 1, 4],
  [0, 2, 3, 4],
  [0, 4, 1, 3],
];

/** Degrees of the triad on a root. */
export function triad(root: number): number[] {
  return [root, root + 2, root + 4];
}

/** Degrees of the seventh chord on a root. */
export function seventh(root: number): number[] {
  return [root, root + 2, root + 4, root + 6];
}

/** Moves each note by octaves of the scale to the place nearest the centre, so that chords lead smoothly into one another. */
export function closePosition(chord: readonly number[], centre: number): number[] {
  return chord.map((degree) => degree - 7 * Math.round((degree - centre) / 7)).sort((a, b) => a - b);
}
