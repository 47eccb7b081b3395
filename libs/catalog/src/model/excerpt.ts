/** Windows of a track that are embedded in the place of the whole: `3x10s` is three of ten seconds each. */
export interface Excerpt {
  readonly windows: number;
  /** Length of each window. */
  readonly seconds: number;
}
