import { EMBEDDING_DEVICES } from '@soundalike/catalog';
import type { EmbeddingDevice } from '@soundalike/catalog';
import { listSupportedBackends } from './onnx-runtime.ts';
import type { InferenceSession } from './onnx-runtime.ts';

/** Names of ONNX Runtime for the devices. */
const PROVIDERS: Readonly<Record<EmbeddingDevice, string>> = {
  cpu: 'cpu',
  webgpu: 'webgpu',
  cuda: 'cuda',
  coreml: 'coreml',
  directml: 'dml',
};

/**
 * Return the devices that this build of ONNX Runtime can ask for, without the CPU, in the order of `EMBEDDING_DEVICES`.
 * A card and its driver may still be missing.
 */
export function offeredDevices(): EmbeddingDevice[] {
  const backends = new Set(listSupportedBackends().map(({ name }) => name));
  return EMBEDDING_DEVICES.filter((device) => device !== 'cpu' && backends.has(PROVIDERS[device]));
}

/**
 * Return the execution provider of a device. With its default layout, channels last, the convolution of WebGPU is wrong
 * if it has more than four input channels and their number is no multiple of four (ONNX Runtime 1.30).
 * @param cpuNodes names of the nodes that WebGPU leaves to the CPU
 */
export function executionProvider(
  device: EmbeddingDevice,
  cpuNodes: readonly string[],
): InferenceSession.ExecutionProviderConfig {
  if (device !== 'webgpu') return PROVIDERS[device];
  // An empty list is refused.
  return { name: 'webgpu', preferredLayout: 'NCHW', ...(cpuNodes.length > 0 && { forceCpuNodeNames: cpuNodes }) };
}
