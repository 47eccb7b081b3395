import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noise, treeMemory, writeWav } from '@soundalike/audio-core/testing';
import { startCli } from '../testing/run-cli.ts';

const MINUTE = 60;
const MEBIBYTE = 1024 ** 2;

/** Peak memory in bytes of a whole run, all its processes together, over a library of one file. */
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
  'a file of forty minutes takes the memory of one of two minutes (Linux: read from /proc)',
  async () => {
    // The peak of a short run may fall between two looks.
    const short = Math.max(await peakOfRun(2 * MINUTE), await peakOfRun(2 * MINUTE));
    const long = await peakOfRun(40 * MINUTE);
    // Whoever held the samples, floats at 16 kHz, would take 140 MiB more; measured: 55, of a longer run's ordinary garbage, after two hours too.
    expect(long - short).toBeLessThan(100 * MEBIBYTE);
    expect(long).toBeLessThan(500 * MEBIBYTE);
  },
);
