import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { generatedFileSystem, generatedTracks } from '../testing/generated-file-system.ts';
import { planLibrary } from './plan-library.ts';

const space = { id: 'test', model: 'test', dims: 1, sameRecordingCosine: 1 };
const MEBIBYTE = 1024 ** 2;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Resident memory without garbage: how much of that V8 lets lie depends on what was loaded before. */
function residentBytes(): number {
  collectGarbage();
  return process.memoryUsage.rss();
}

/** Plans an unchanged library and reports the memory it took at its highest. */
async function planUnchanged(folders: number, filesPerFolder: number) {
  let peak = 0;
  const store = {
    space,
    async *list() {
      let n = 0;
      for await (const track of generatedTracks(folders, filesPerFolder)) {
        if (++n % 50_000 === 0) peak = Math.max(peak, residentBytes());
        yield track;
      }
    },
  };
  const plan = await planLibrary({
    root: '/.library',
    store,
    failures: [],
    fileSystem: generatedFileSystem(folders, filesPerFolder),
    signal: new AbortController().signal,
  });
  using ledger = plan.ledger;
  peak = Math.max(peak, residentBytes());
  return { counts: plan.counts, peak, toRead: [...ledger.toRead()] };
}

test('a million unchanged files are planned in memory that does not grow with their number', async () => {
  const small = await planUnchanged(100, 1000);
  const large = await planUnchanged(1000, 1000);
  expect(large.counts).toEqual({ toRead: 0, unchanged: 1_000_000, skipped: 0, vanished: 0, known: 1_000_000 });
  expect(large.toRead).toEqual([]);
  // Holding a million paths in a map takes some 300 MB; SQLite's cache, which is bounded, only the large library fills.
  expect(large.peak - small.peak).toBeLessThan(120 * MEBIBYTE);
});

test('an abort ends the planning', async () => {
  const controller = new AbortController();
  const store = {
    space,
    async *list() {
      yield* generatedTracks(1, 10);
      controller.abort();
    },
  };
  const sources = {
    root: '/.library',
    store,
    failures: [],
    fileSystem: generatedFileSystem(10, 10),
    signal: controller.signal,
  };
  await expect(planLibrary(sources)).rejects.toMatchObject({ code: 'ABORTED' });
});
