/** The models the project knows: PANNs Cnn14, and MusiCNN where Cnn14's weights cannot be had. */
export const MODEL_IDS = ['cnn14', 'musicnn'] as const;

/** Name of a model in the registry and in `EMBEDDING_MODEL`. */
export type ModelId = (typeof MODEL_IDS)[number];
