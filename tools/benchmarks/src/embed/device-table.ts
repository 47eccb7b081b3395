import { availableCores, modelOf, musicnnFolder, poolSize, readManifest } from '@soundalike/audio-core';
import type { EmbeddingDevice } from '@soundalike/catalog';
import { DEVICE_WORKERS, DeviceTester } from '@soundalike/model-builder';
import type { DeviceTrial } from '@soundalike/model-builder';

/** Longest time for one signal, ms: a slow device is measured too. */
const LIMIT_MS = 600_000;

/**
 * Return the rows of the table of a device: both models on the CPU and on the device, in one run.
 * @param cnn14Folder folder of Cnn14 in float32
 * @param seconds length of the signal that the speed is measured with
 */
export async function deviceTable(
  device: EmbeddingDevice,
  cnn14Folder: string,
  seconds: number,
): Promise<readonly (readonly string[])[]> {
  const rows = [['model', 'device', 'workers × threads', '1 − cosine', '× real time']];
  for (const [id, folder] of [
    ['cnn14', cnn14Folder],
    ['musicnn', musicnnFolder()],
  ] as const) {
    const { spec } = modelOf(id);
    const manifest = await readManifest(folder, id);
    const { workers, intraOpThreads } = poolSize(spec, manifest, availableCores());
    const tester = new DeviceTester({ spec, folder, manifest }, availableCores(), { seconds, limitMs: LIMIT_MS });
    rows.push([spec.name, 'cpu', `${workers} × ${intraOpThreads}`, ...figures(await tester.testCpu())]);
    if (device === 'cpu') continue;
    const trial = await tester.test(device);
    rows.push([spec.name, device, `${DEVICE_WORKERS}`, ...figures(trial)]);
  }
  return rows;
}

function figures({ cosine, timesRealTime, failure }: DeviceTrial): string[] {
  if (cosine === null || timesRealTime === null) return [failure ?? '', ''];
  return [(1 - cosine).toExponential(1), timesRealTime.toPrecision(3)];
}
