import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noise, treeMemory, writeWav } from '@soundalike/audio-core/testing';
import { startCli } from '../testing/run-cli.ts';

const MINUTE = 60;
const MEBIBYTE = 1024 ** 2;

/** Return the peak memory in bytes of a run over a library of one file, all its processes together. */
async function peakOfRun(seconds: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'long-file-'));
  try {
    await mkdir(join(folder, 'dataset'));
    await writeWav(join(folder, 'dataset', 'long.wav'), [noise(seconds, 8000)], 8000, 'int16');
    const running = startCli('etl', ['--once', '--json'], {
      DATASET_DIR: join(folder, 'dataset'),
      STORE_PATH: join(folder, 'store.db'),
      MODEL_DIR: folder,
      EMBEDDING_MODEL: 'musicnn',
      ETL_THREADS: '1',
    });
    let peak = 0;
    const timer = setInterval(() => {
      void treeMemory(running.child.pid!).then((bytes) => (peak = Math.max(peak, bytes)));
    }, 200);
    const { code, stdout, stderr } = await running.ended;
    clearInterval(timer);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ added: 1, audioSeconds: seconds });
    return peak;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test.skipIf(process.platform !== 'linux')(
  'a file of forty minutes takes as much memory as one of two minutes (Linux: read from /proc)',
  async () => {
    // Sampling may miss the peak of a short run.
    const short = Math.max(await peakOfRun(2 * MINUTE), await peakOfRun(2 * MINUTE));
    const long = await peakOfRun(40 * MINUTE);
    // Holding the samples, floats at 16 kHz, would take 140 MiB more. Measured: 55 MiB of garbage, also after two
    // hours.
    expect(long - short).toBeLessThan(100 * MEBIBYTE);
    expect(long).toBeLessThan(500 * MEBIBYTE);
  },
);
