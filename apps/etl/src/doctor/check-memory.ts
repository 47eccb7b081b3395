import { availableCores, availableMemory, poolSize } from '@soundalike/audio-core';
import type { Check } from '@soundalike/es-store';
import { isSoundalikeError } from '@soundalike/errors';
import type { ProvidedModel } from '@soundalike/model-builder';
import type { Settings } from '@soundalike/settings';
import { inMegabytes, memoryShortage } from '../model/memory-shortage.ts';

/**
 * Check that the workers fit the memory; nothing if the model is not there yet.
 * @param found the search for the installed model
 */
export async function checkMemory(
  found: Promise<ProvidedModel>,
  { etlThreads }: Pick<Settings, 'etlThreads'>,
  memory = availableMemory(),
): Promise<Check[]> {
  const model = await found.catch((error: unknown) => {
    if (!isSoundalikeError(error)) throw error;
    return null;
  });
  return model === null ? [] : [memoryCheck(model, etlThreads ?? availableCores(), memory)];
}

function memoryCheck(model: ProvidedModel, threads: number, memory: number): Check {
  const shortage = memoryShortage(model, memory);
  if (shortage !== null) return { name: 'memory', status: 'warning', ...shortage };
  const { spec, manifest } = model;
  const { workers } = poolSize(spec, manifest, threads, memory);
  const most = poolSize(spec, manifest, threads).workers;
  const room = `${inMegabytes(memory)} MB, and ${spec.name} runs in ${workers} worker${workers === 1 ? '' : 's'}`;
  return workers === most
    ? { name: 'memory', status: 'ok', finding: room, cure: null }
    : {
        name: 'memory',
        status: 'warning',
        finding: `${room} instead of ${most}, because more do not fit`,
        cure: 'give it more memory to index faster',
      };
}
