import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { generatedFileSystem, generatedTracks } from '../testing/generated-file-system.ts';
import { planLibrary } from './plan-library.ts';

const space = { id: 'test', model: 'test', dims: 1, sameRecordingCosine: 1 };
const MEBIBYTE = 1024 ** 2;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Return the resident memory without garbage, whose amount varies. */
function residentBytes(): number {
  collectGarbage();
  return process.memoryUsage.rss();
}

/** Plan an unchanged library and return the peak memory. */
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

test('planning a million unchanged files takes memory that does not grow with their number', async () => {
  const small = await planUnchanged(100, 1000);
  const large = await planUnchanged(1000, 1000);
  expect(large.counts).toEqual({
    toRead: 0,
    toRetag: 0,
    unchanged: 1_000_000,
    skipped: 0,
    silentVideos: 0,
    vanished: 0,
    known: 1_000_000,
  });
  expect(large.toRead).toEqual([]);
  // A map of a million paths takes some 300 MB. The bounded cache of SQLite is filled by the large library only.
  expect(large.peak - small.peak).toBeLessThan(120 * MEBIBYTE);
});

test('an abort ends the planning with ABORTED', async () => {
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
