/** A label of the model's own vocabulary (AudioSet for Cnn14) with its probability, 0 to 1. */
export interface SoundTag {
  readonly label: string;
  readonly score: number;
}
