import { availableMemory, poolMemory } from '@soundalike/audio-core';
import type { ProvidedModel } from '@soundalike/model-builder';

const MEGABYTE = 1e6;

/** Memory that is too small for the model. */
export interface MemoryShortage {
  readonly finding: string;
  readonly cure: string;
}

/**
 * Say that the memory of this machine or container is too small even for one worker with the model.
 * @param memory bytes; those of the machine and its control groups by default
 * @returns null if it is large enough
 */
export function memoryShortage(
  { spec, manifest }: Pick<ProvidedModel, 'spec' | 'manifest'>,
  memory = availableMemory(),
): MemoryShortage | null {
  const needed = poolMemory(spec, manifest, 1);
  if (memory >= needed) return null;
  const smaller =
    spec.id === 'musicnn' ? '' : ', or use a smaller model: EMBEDDING_PRECISION=int8 or EMBEDDING_MODEL=musicnn';
  return {
    finding:
      `this machine or container has ${inMegabytes(memory)} MB of memory, and indexing with ${spec.name} needs about ` +
      `${inMegabytes(needed)} MB; the system may end the program in the middle of a track`,
    cure: `give it more memory${smaller}`,
  };
}

/** Return a number of bytes in whole megabytes. */
export function inMegabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(0);
}
