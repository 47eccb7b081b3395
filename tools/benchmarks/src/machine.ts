import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { availableCores } from '@soundalike/audio-core';

const { version: onnxRuntime } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };

/** What a figure depends on besides the code, in one line. */
export function describeMachine(): string {
  return `${cpus()[0]?.model ?? 'unknown CPU'}, ${availableCores()} cores, ${process.platform} ${process.arch}, Node ${process.version}, ONNX Runtime ${onnxRuntime}`;
}
