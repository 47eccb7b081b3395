// The only import of onnxruntime-node (lint enforces this): its telemetry must be off before it is loaded.
import './disable-telemetry.ts';

export { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
