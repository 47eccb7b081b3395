import { offeredDevices } from '@soundalike/audio-core';
import type { EmbeddingDevice } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import { agrees, DeviceTester, LEAST_COSINE } from './test-device.ts';
import type { DeviceTrial, TestedModel } from './test-device.ts';

/** A device, and why it was chosen, in one line for people. */
export interface DeviceChoice {
  readonly device: EmbeddingDevice;
  readonly reason: string;
}

/**
 * Choose the device of an indexing run by a self-test, and never one whose vectors would be of another space. `auto`
 * takes the first device that agrees with the CPU and is faster here.
 * @param threads threads for inference on the CPU
 * @param signal ends the self-test
 * @throws `CONFIG_INVALID` if a device was named and is not available or does not agree with the CPU; `ABORTED`
 */
export async function chooseDevice(
  model: TestedModel,
  wanted: EmbeddingDevice | 'auto',
  threads: number,
  signal?: AbortSignal,
): Promise<DeviceChoice> {
  if (wanted === 'cpu') return { device: 'cpu', reason: 'The model runs on the CPU, as configured' };
  if (wanted === 'auto') return chooseFirst(model, threads, signal);
  const refuse = (problem: string): never => {
    throw new SoundalikeError('CONFIG_INVALID', `EMBEDDING_DEVICE=${wanted}: ${problem}; set it to cpu or auto`);
  };
  if (model.manifest.precision === 'int8') return refuse('int8 runs on the CPU only');
  const offered = offeredDevices();
  if (!offered.includes(wanted))
    return refuse(
      `this build of ONNX Runtime (${process.platform}, ${process.arch}) has only ${['cpu', ...offered].join(', ')}`,
    );
  const trial = await new DeviceTester(model, threads, { signal }).test(wanted);
  if (!agrees(trial)) return refuse(describeTrial(trial));
  return { device: wanted, reason: `The model runs on ${wanted}, which ${describeTrial(trial)}` };
}

async function chooseFirst(model: TestedModel, threads: number, signal?: AbortSignal): Promise<DeviceChoice> {
  const onCpu = (reason: string): DeviceChoice => ({ device: 'cpu', reason: `The model runs on the CPU: ${reason}` });
  if (model.manifest.precision === 'int8') return onCpu('int8 runs there only');
  const offered = offeredDevices();
  if (offered.length === 0)
    return onCpu(`this build of ONNX Runtime (${process.platform}, ${process.arch}) has no other device`);
  const tester = new DeviceTester(model, threads, { signal });
  const refused: string[] = [];
  for (const device of offered) {
    const trial = await tester.test(device);
    if (!agrees(trial)) {
      refused.push(`${device} ${describeTrial(trial)}`);
      continue;
    }
    const cpu = await tester.testCpu();
    const comparison = `${device} ${describeTrial(trial)}, and the CPU ${inTimes(cpu.timesRealTime)}`;
    if (trial.timesRealTime! > cpu.timesRealTime!)
      return { device, reason: `The model runs on ${device}: ${comparison}` };
    refused.push(comparison);
  }
  return onCpu(refused.join('; '));
}

/** Describe what a device computed; completes a sentence that begins with its name. */
export function describeTrial({ cosine, timesRealTime, failure }: DeviceTrial): string {
  if (failure !== null || cosine === null) return `cannot be used (${failure ?? 'it was not tested'})`;
  // Digits of the difference: a cosine of 0.99989 must not look like one of 0.9999.
  const difference = `1 − cosine is ${(1 - cosine).toExponential(1)}`;
  return cosine >= LEAST_COSINE
    ? `agrees with the CPU (${difference}) at ${inTimes(timesRealTime)}`
    : `computes other vectors than the CPU (${difference}, at most ${(1 - LEAST_COSINE).toExponential(0)} is allowed)`;
}

function inTimes(timesRealTime: number | null): string {
  return timesRealTime === null ? 'an unknown speed' : `${timesRealTime.toPrecision(3)} × real time`;
}
