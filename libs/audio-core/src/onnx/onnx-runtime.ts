// The only import of onnxruntime-node (lint keeps it so): its telemetry has to be off before it is loaded.
import './disable-telemetry.ts';

export { InferenceSession, Tensor } from 'onnxruntime-node';
