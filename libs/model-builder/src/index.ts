export type { CalibrationClip } from './cnn14/quantise/quantise-cnn14.ts';
export { fetchCnn14 } from './install/fetch-cnn14.ts';
export { convertAndInstallCnn14, installedCnn14, quantiseAndInstallCnn14 } from './install/install-cnn14.ts';
export { provideModel } from './install/provide-model.ts';
export type { ProvidedModel, ProvideOptions } from './install/provide-model.ts';
export { sourceNote } from './install/source-note.ts';
export { encodeOnnxModel } from './onnx/onnx-model.ts';
export type { Attribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from './onnx/onnx-model.ts';
export { verifyModel } from './verify/verify-model.ts';
