/**
 * Names what makes two vectors comparable. Vectors of two spaces never meet: a store keeps each space apart.
 */
export interface EmbeddingSpace {
  /**
   * `<model>-<first 8 hex digits of the weights digest>-v<preprocessing version>-<precision>`, for example `musicnn-1a2b3c4d-v1-f32`,
   * and `-3x10s` or the like after it where excerpts are embedded.
   */
  readonly id: string;
  /** Registry name of the model, for example `cnn14`. */
  readonly model: string;
  /** Length of a vector. */
  readonly dims: number;
  /** Cosine, 0 to 1, from which two tracks of this space are taken for the same recording. */
  readonly sameRecordingCosine: number;
}
