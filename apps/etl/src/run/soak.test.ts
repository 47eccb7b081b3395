import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tone, writeWav } from '@soundalike/audio-core/testing';

const CHILD = new URL('../testing/soaked-run.ts', import.meta.url).pathname;
/** SOAK_FILES=2000 for the long soak. */
const FILES = Number(process.env['SOAK_FILES'] ?? 200);
const MEBIBYTE = 1024 ** 2;

interface Measured {
  readonly rss: number;
  readonly descriptors: number;
}

/** Return the command lines of all processes on this machine that contain the folder. */
async function processesOf(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(folder));
}

test.skipIf(process.platform !== 'linux')(
  `${FILES} files: memory stays flat, and no process or descriptor remains (Linux: read from /proc)`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'soak-'));
    try {
      await mkdir(join(folder, 'dataset'));
      for (let n = 0; n < FILES; n++)
        await writeWav(join(folder, 'dataset', `${n}.wav`), [tone(100 + n, 3.1, 16_000)], 16_000);
      const { stdout } = await promisify(execFile)(process.execPath, [
        CHILD,
        join(folder, 'dataset'),
        join(folder, 'store.db'),
      ]);
      const { added, failed, measured, after } = JSON.parse(stdout) as {
        added: number;
        failed: unknown[];
        measured: Measured[];
        after: Measured;
      };
      expect({ added, failed }).toEqual({ added: FILES, failed: [] });
      const early = measured[Math.floor(measured.length / 4)]!;
      const late = measured.at(-1)!;
      expect(late.rss - early.rss).toBeLessThan(100 * MEBIBYTE);
      expect(late.descriptors).toBeLessThanOrEqual(early.descriptors + 20);
      expect(after.descriptors).toBeLessThanOrEqual(measured[0]!.descriptors);
      expect(await processesOf(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  1_200_000,
);
