/** Hz, of every signal here. */
export const SAMPLE_RATE = 44_100;

/** Whole samples in a time. */
export function samplesIn(seconds: number): number {
  return Math.round(seconds * SAMPLE_RATE);
}
