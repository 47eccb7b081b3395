import { availableCores, availableMemory, poolSize } from '@soundalike/audio-core';
import type { Check } from '@soundalike/es-store';
import { isSoundalikeError } from '@soundalike/errors';
import type { ProvidedModel } from '@soundalike/model-builder';
import type { Settings } from '@soundalike/settings';
import { findInstalledModel } from '../model/find-model.ts';
import type { ModelSettings } from '../model/find-model.ts';
import { memoryShortage } from '../model/memory-shortage.ts';

/** Check that the workers fit the memory; nothing if the model is not there yet. */
export async function checkMemory(
  settings: ModelSettings & Pick<Settings, 'etlThreads'>,
  memory = availableMemory(),
): Promise<Check[]> {
  const model = await findInstalledModel(settings, new AbortController().signal).catch((error: unknown) => {
    if (!isSoundalikeError(error)) throw error;
    return null;
  });
  return model === null ? [] : [memoryCheck(model, settings.etlThreads ?? availableCores(), memory)];
}

function memoryCheck(model: ProvidedModel, threads: number, memory: number): Check {
  const shortage = memoryShortage(model, memory);
  if (shortage !== null) return { name: 'memory', status: 'warning', ...shortage };
  const { spec, manifest } = model;
  const { workers } = poolSize(spec, manifest, threads, memory);
  const most = poolSize(spec, manifest, threads).workers;
  const room = `${(memory / 1e6).toFixed(0)} MB, and ${spec.name} runs in ${workers} worker${workers === 1 ? '' : 's'}`;
  return workers === most
    ? { name: 'memory', status: 'ok', finding: room, cure: null }
    : {
        name: 'memory',
        status: 'warning',
        finding: `${room} instead of ${most}, because more do not fit`,
        cure: 'give it more memory to index faster',
      };
}
