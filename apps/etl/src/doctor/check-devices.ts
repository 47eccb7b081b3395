import { availableCores, offeredDevices } from '@soundalike/audio-core';
import { isSoundalikeError } from '@soundalike/errors';
import { agrees, describeTrial, DeviceTester } from '@soundalike/model-builder';
import type { ProvidedModel } from '@soundalike/model-builder';
import type { Check } from '@soundalike/es-store';
import type { Settings } from '@soundalike/settings';

const CURE = 'set EMBEDDING_DEVICE to cpu or auto';

/**
 * Compute a self-test on the CPU and on each device, and report how they agree and how fast they are. Only a device that
 * is configured and cannot be used is a fault.
 * @param found the search for the installed model
 */
export async function checkDevices(
  found: Promise<ProvidedModel>,
  settings: Pick<Settings, 'embeddingDevice' | 'etlThreads'>,
  signal: AbortSignal,
): Promise<Check[]> {
  try {
    return await testAll(await found, settings, signal);
  } catch (error) {
    // The check of the model folder reports a model that is missing.
    if (isSoundalikeError(error, 'MODEL_MISSING')) return [];
    if (!isSoundalikeError(error) || signal.aborted) throw error;
    return [{ name: 'device cpu', status: 'fault', finding: error.message, cure: 'install the model again' }];
  }
}

async function testAll(
  model: ProvidedModel,
  { embeddingDevice, etlThreads }: Pick<Settings, 'embeddingDevice' | 'etlThreads'>,
  signal: AbortSignal,
): Promise<Check[]> {
  const tester = new DeviceTester(model, etlThreads ?? availableCores(), { signal });
  const { timesRealTime } = await tester.testCpu();
  const { name } = model.spec;
  const finding = `${name} (${model.manifest.precision}) computes at ${timesRealTime?.toPrecision(3)} × real time`;
  const checks: Check[] = [{ name: 'device cpu', status: 'ok', finding, cure: null }];
  // The settings refuse another device for int8.
  if (model.manifest.precision === 'int8') return checks;
  const offered = offeredDevices();
  for (const device of offered) {
    const trial = await tester.test(device);
    const isFault = device === embeddingDevice && !agrees(trial);
    checks.push({
      name: `device ${device}`,
      status: isFault ? 'fault' : 'ok',
      finding: describeTrial(trial),
      cure: isFault ? CURE : null,
    });
  }
  const known: readonly string[] = ['auto', 'cpu', ...offered];
  if (!known.includes(embeddingDevice)) {
    const problem = `this build of ONNX Runtime (${process.platform}, ${process.arch}) does not have it`;
    checks.push({ name: `device ${embeddingDevice}`, status: 'fault', finding: problem, cure: CURE });
  }
  return checks;
}
