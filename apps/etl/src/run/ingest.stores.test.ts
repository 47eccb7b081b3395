import { chmod, mkdir, mkdtemp, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { SoundalikeError } from '@soundalike/errors';
import type { RecordStore, TrackStore } from '@soundalike/catalog';
import { FailureLog } from '../failures/failure-log.ts';
import { CORRUPT, FAKE_SPACE, fakeEmbed, tinyMp3 } from '../testing/fake-audio.ts';
import { runLibrary } from '../testing/run-library.ts';
import { everyTarget } from '../testing/use-targets.ts';
import { diskFileSystem } from '../scan/file-system.ts';
import type { RunProgress } from './run-observer.ts';

for (const { name, skip, open } of everyTarget()) {
  describe.skipIf(skip)(name, () => {
    let root: string;
    let target: Awaited<ReturnType<typeof open>>;
    let store: TrackStore;
    let records: RecordStore;
    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'ingest-'));
      target = await open();
      store = await target.openStore(FAKE_SPACE);
      records = await target.openRecords();
    });
    afterEach(async () => {
      await store.close();
      await records.close();
      await target.destroy();
      await rm(root, { recursive: true, force: true });
    });
    const put = (path: string, audio: string): Promise<void> => writeFile(join(root, path), tinyMp3('T', audio));
    const putMany = (count: number): Promise<unknown> =>
      Promise.all(Array.from({ length: count }, (_, n) => put(`${n}.mp3`, `audio ${n}`)));

    test('a file that failed is skipped until it changes, or is retried on request', async () => {
      await put('bad.mp3', CORRUPT);
      await put('good.mp3', 'good');
      const failures = new FailureLog(records);
      const first = await runLibrary(root, store, records);
      expect(first.summary).toMatchObject({
        found: 2,
        added: 1,
        failed: [{ path: 'bad.mp3', code: 'DECODE_FAILED' }],
        skipped: 0,
      });
      expect(await Array.fromAsync(failures.list())).toMatchObject([
        { path: 'bad.mp3', code: 'DECODE_FAILED', spaceId: FAKE_SPACE.id },
      ]);
      expect((await runLibrary(root, store, records)).summary).toMatchObject({ unchanged: 1, skipped: 1, failed: [] });
      expect((await runLibrary(root, store, records, { retryFailed: true })).summary).toMatchObject({
        skipped: 0,
        failed: [{ path: 'bad.mp3' }],
      });
      await put('bad.mp3', 'mended');
      expect((await runLibrary(root, store, records)).summary).toMatchObject({ added: 1, skipped: 0, failed: [] });
      expect(await Array.fromAsync(failures.list())).toEqual([]);
    });

    test('tags that an older reader read are read again once, without embedding; a shard reads those of its files', async () => {
      await putMany(5);
      await runLibrary(root, store, records);
      const ids = (await Array.fromAsync(store.list())).map(({ id }) => id);
      const tracks = await store.get(ids);
      for (const [n, track] of tracks.entries())
        await store.patch([
          { id: track.id, metadata: { ...track, title: n === 0 ? 'Old' : 'T', tagReaderVersion: 0 } },
        ]);
      const embed = (): never => expect.fail('no file is embedded again');
      const oneFile = tracks[0]!.paths[0]!.path;
      const ofShard = await runLibrary(root, store, records, { embed, isOwn: (path) => path === oneFile });
      expect(ofShard.summary).toMatchObject({ found: 1, updated: 1 });
      expect((await store.get(ids)).map(({ title, tagReaderVersion }) => [title, tagReaderVersion > 0])).toEqual(
        tracks.map((_, n) => ['T', n === 0]),
      );
      expect((await runLibrary(root, store, records, { embed })).summary).toMatchObject({ unchanged: 5, updated: 0 });
      expect(await store.get(ids)).toEqual(tracks);
    });

    test('the failure of a deleted file is forgotten', async () => {
      await put('bad.mp3', CORRUPT);
      await runLibrary(root, store, records);
      await rm(join(root, 'bad.mp3'));
      await runLibrary(root, store, records);
      expect(await Array.fromAsync(new FailureLog(records).list())).toEqual([]);
    });

    test('too great a loss is refused and removes nothing, until it is allowed', async () => {
      await putMany(10);
      await runLibrary(root, store, records);
      for (const n of [0, 1, 2]) await rm(join(root, `${n}.mp3`));
      const guarded = { maxDeleteShare: 0.2, allowDeletions: false };
      const refused = await runLibrary(root, store, records, guarded);
      expect(refused).toMatchObject({ refusal: { code: 'DELETION_REFUSED' }, summary: { removed: 0, unchanged: 7 } });
      expect(await store.count()).toBe(10);
      const allowed = await runLibrary(root, store, records, { ...guarded, allowDeletions: true });
      expect(allowed).toMatchObject({ refusal: null, summary: { removed: 3 } });
      expect(await store.count()).toBe(7);
    });

    test('a loss within the share is removed; moved files are not a loss', async () => {
      await putMany(10);
      await runLibrary(root, store, records);
      const guarded = { maxDeleteShare: 0.2, allowDeletions: false };
      await mkdir(join(root, 'moved'));
      for (let n = 0; n < 8; n++) {
        await put(`moved/${n}.mp3`, `audio ${n}`);
        await rm(join(root, `${n}.mp3`));
      }
      expect(await runLibrary(root, store, records, guarded)).toMatchObject({
        refusal: null,
        summary: { moved: 8, added: 0, unchanged: 2, removed: 0 },
      });
      await rm(join(root, '9.mp3'));
      expect(await runLibrary(root, store, records, guarded)).toMatchObject({ refusal: null, summary: { removed: 1 } });
    });

    test('a transient error is retried, and its file is listed until a later run indexes it', async () => {
      await putMany(3);
      let errorsLeft = 3;
      const embed = async (path: string) => {
        if (errorsLeft-- > 0)
          throw new SoundalikeError('FILE_UNREADABLE', 'disk', {
            cause: Object.assign(new Error('EIO'), { code: 'EIO' }),
          });
        return fakeEmbed(path);
      };
      const retryPolicy = { tries: 5, outageMs: Infinity, firstWaitMs: 1, longestWaitMs: 2 };
      expect((await runLibrary(root, store, records, { embed, retryPolicy })).summary).toMatchObject({
        added: 3,
        failed: [],
      });

      await put('worse.mp3', 'worse');
      errorsLeft = Infinity;
      expect((await runLibrary(root, store, records, { embed, retryPolicy })).summary).toMatchObject({
        failed: [{ path: 'worse.mp3' }],
      });
      expect(await Array.fromAsync(new FailureLog(records).list())).toMatchObject([
        { path: 'worse.mp3', isRetried: true },
      ]);
      expect((await runLibrary(root, store, records)).summary).toMatchObject({ added: 1, skipped: 0, failed: [] });
      expect(await Array.fromAsync(new FailureLog(records).list())).toEqual([]);
    });

    test('new tags are read although size and modification time are as before, without embedding again', async () => {
      const path = join(root, 'a.mp3');
      await writeFile(path, tinyMp3('Old', 'a'));
      const embedded: string[] = [];
      const embed = (file: string) => {
        embedded.push(file);
        return fakeEmbed(file);
      };
      await runLibrary(root, store, records, { embed });
      const { size, atime, mtime, ctimeMs } = await stat(path);
      const retag = async (title: string): Promise<void> => {
        await writeFile(path, tinyMp3(title, 'a'));
        await utimes(path, atime, mtime);
      };
      await retag('New');
      // The clock of the file system may be coarse.
      while ((await stat(path)).ctimeMs - ctimeMs < 2) await retag('New');
      expect(await stat(path)).toMatchObject({ size, mtime });
      expect((await runLibrary(root, store, records, { embed })).summary).toMatchObject({ updated: 1, unchanged: 0 });
      expect((await Array.fromAsync(store.list()))[0]!.paths).toMatchObject([{ path: 'a.mp3', size }]);
      expect(await store.search('New', 10)).toHaveLength(1);
      // Without a new tag the time alone changes nothing, and is not read again.
      await chmod(path, 0o600);
      expect((await runLibrary(root, store, records, { embed })).summary).toMatchObject({ updated: 0, unchanged: 1 });
      const again = await runLibrary(root, store, records, { embed, rereadTags: true });
      expect(again.summary).toMatchObject({ updated: 0, unchanged: 1, found: 1 });
      expect(embedded).toEqual([path]);
    });

    test('tags are read again on request, also where the system does not tell of the change', async () => {
      const path = join(root, 'a.mp3');
      await writeFile(path, tinyMp3('Old', 'a'));
      // Whole milliseconds: `utimes` rounds a fraction, and could change the time that was read.
      const [atime, mtime] = [new Date(), new Date()];
      await utimes(path, atime, mtime);
      // A file system without a time of change.
      const withoutTime = async (file: string) => {
        const { size, mtimeMs } = await stat(file);
        return { size, mtimeMs, isFile: () => true, isDirectory: () => false, isSymbolicLink: () => false };
      };
      const fileSystem = { ...diskFileSystem, stat: withoutTime };
      await runLibrary(root, store, records, { fileSystem });
      await writeFile(path, tinyMp3('New', 'a'));
      await utimes(path, atime, mtime);
      expect((await runLibrary(root, store, records, { fileSystem })).summary).toMatchObject({ unchanged: 1 });
      expect((await runLibrary(root, store, records, { fileSystem, rereadTags: true })).summary).toMatchObject({
        updated: 1,
      });
    });

    test('a video without sound is passed over, and read again only if it changes', async () => {
      await put('clip.mp4', 'a');
      await put('clip.mp3', 'b');
      let calls = 0;
      const embed = async () => {
        calls++;
        throw new SoundalikeError('NO_AUDIO_STREAM', 'this is video/mp4 without sound');
      };
      const expected = { found: 1, passedOver: { silentVideos: 1 } };
      expect((await runLibrary(root, store, records, { embed })).summary).toMatchObject({
        ...expected,
        failed: [{ path: 'clip.mp3' }],
      });
      expect((await runLibrary(root, store, records, { embed })).summary).toMatchObject({
        ...expected,
        failed: [],
        skipped: 1,
      });
      expect(calls).toBe(2);
    });

    test('a decoder that crashes by chance does not lose the file; one that crashes again does', async () => {
      await put('a.mp3', 'a');
      await put('b.mp3', 'b');
      const calls: string[] = [];
      const embed = (path: string) => {
        calls.push(path);
        if (path.endsWith('b.mp3') || calls.filter((call) => call === path).length === 1)
          throw new SoundalikeError('DECODE_FAILED', 'the decoder was ended by SIGSEGV');
        return fakeEmbed(path);
      };
      const { summary } = await runLibrary(root, store, records, { embed: async (path) => embed(path) });
      expect(summary).toMatchObject({ added: 1, failed: [{ path: 'b.mp3' }] });
      expect(calls).toHaveLength(4);
    });

    test('what the scan cannot read is listed as long as it fails', async () => {
      const latin1 = Buffer.concat([Buffer.from(`${root}/`), Buffer.from('caf\xe9.mp3', 'latin1')]);
      await writeFile(latin1, tinyMp3('T', 'a'));
      for (let run = 0; run < 2; run++) {
        expect((await runLibrary(root, store, records)).summary).toMatchObject({
          failed: [{ code: 'PATH_NOT_UTF8' }],
          skipped: 0,
        });
        expect(await Array.fromAsync(new FailureLog(records).list())).toMatchObject([
          { code: 'PATH_NOT_UTF8', isRetried: true },
        ]);
      }
      await rm(latin1);
      await runLibrary(root, store, records);
      expect(await Array.fromAsync(new FailureLog(records).list())).toEqual([]);
    });

    test('links that lead nowhere are no failures, unless known files are behind them, which are kept', async () => {
      await put('a.mp3', 'a');
      const disk = await mkdtemp(join(tmpdir(), 'ingest-disk-'));
      onTestFinished(() => rm(disk, { recursive: true, force: true }));
      await writeFile(join(disk, 'b.mp3'), tinyMp3('T', 'b'));
      await symlink(disk, join(root, 'disk'));
      await symlink(root, join(root, 'loop'));
      await symlink('nowhere', join(root, 'broken.mp3'));
      expect((await runLibrary(root, store, records)).summary).toMatchObject({
        found: 2,
        added: 2,
        failed: [],
        passedOver: { brokenLinks: 1, linkLoops: 1 },
      });
      await rename(disk, `${disk}-unmounted`);
      expect((await runLibrary(root, store, records)).summary).toMatchObject({
        failed: [{ path: 'disk', code: 'SYMLINK_BROKEN', reason: expect.stringContaining('1 known file') }],
        removed: 0,
      });
      expect(await store.count()).toBe(2);
      await rename(`${disk}-unmounted`, disk);
      expect((await runLibrary(root, store, records)).summary).toMatchObject({ unchanged: 2, failed: [] });
    });

    test('files that are left out are removed like deleted ones: not too many at once', async () => {
      await putMany(10);
      await runLibrary(root, store, records);
      const guarded = { maxDeleteShare: 0.2, allowDeletions: false };
      expect(await runLibrary(root, store, records, { ...guarded, exclude: ['[0-4].mp3'] })).toMatchObject({
        refusal: { code: 'DELETION_REFUSED' },
        summary: { removed: 0, unchanged: 5, passedOver: { excluded: 5 } },
      });
      expect(await store.count()).toBe(10);
      await writeFile(join(root, '.nomedia'), '');
      expect(await runLibrary(root, store, records, guarded)).toMatchObject({
        refusal: { code: 'DELETION_REFUSED' },
        summary: { found: 0, passedOver: { markedFolders: 1 } },
      });
      await rm(join(root, '.nomedia'));
      expect((await runLibrary(root, store, records, { ...guarded, exclude: ['[01].mp3'] })).summary).toMatchObject({
        removed: 2,
        unchanged: 8,
      });
    });

    test('a short outage of the store is survived; a long one ends the run, and the next run continues', async () => {
      await putMany(6);
      let outage = 0;
      let calls = 0;
      const flaky = new Proxy(store, {
        get(of, key) {
          const value: unknown = Reflect.get(of, key, of);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) => {
            if (key === 'upsert' && ++calls > 2 && outage-- > 0)
              throw new SoundalikeError('STORE_UNAVAILABLE', 'the store does not answer');
            return (value as (...all: unknown[]) => unknown).apply(of, args);
          };
        },
      });
      outage = Infinity;
      await expect(runLibrary(root, flaky, records)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      expect(await store.count()).toBe(2);
      outage = 3;
      const result = await runLibrary(root, flaky, records, {
        retryPolicy: { tries: 5, outageMs: Infinity, firstWaitMs: 1, longestWaitMs: 2 },
      });
      expect(result.summary).toMatchObject({ added: 4, unchanged: 2, failed: [] });
    });

    test('a long outage is waited for by one layer only, and the observer receives each wait', async () => {
      await putMany(1);
      let upserts = 0;
      const unavailable = Object.assign(Object.create(store) as TrackStore, {
        space: store.space,
        list: () => store.list(),
        get: async () => [],
        upsert: async () => {
          upserts++;
          throw new SoundalikeError('STORE_UNAVAILABLE', 'the store does not answer', {
            cause: Object.assign(new Error(), { code: 'ETIMEDOUT' }),
          });
        },
      });
      const waits: unknown[] = [];
      const retryPolicy = {
        tries: 3,
        outageMs: Infinity,
        firstWaitMs: 1,
        longestWaitMs: 2,
        onWait: (error: unknown) => waits.push(error),
      };
      await expect(runLibrary(root, unavailable, records, { retryPolicy })).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
      });
      expect({ upserts, waits: waits.length }).toEqual({ upserts: 3, waits: 2 });
    });

    test('after a stop only the files in flight are completed, and the next run does the rest', async () => {
      await putMany(30);
      const controller = new AbortController();
      let begun = 0;
      const embed = async (path: string) => {
        if (++begun === 5) controller.abort();
        return fakeEmbed(path);
      };
      await expect(
        runLibrary(root, store, records, { embed, signal: controller.signal, graceMs: 10_000 }),
      ).rejects.toMatchObject({ code: 'ABORTED' });
      const done = await store.count();
      expect(done).toBe(begun);
      expect(done).toBeLessThan(10);
      expect((await runLibrary(root, store, records)).summary).toMatchObject({ added: 30 - done, unchanged: done });
    });

    test('a run that is stopped by an error of this project fails with that error', async () => {
      await putMany(3);
      const signal = AbortSignal.abort(new SoundalikeError('LEASE_HELD', 'another process took the lease'));
      await expect(runLibrary(root, store, records, { signal })).rejects.toMatchObject({ code: 'LEASE_HELD' });
    });

    test('files in flight are abandoned after the grace period', async () => {
      await putMany(3);
      const controller = new AbortController();
      const embed = (_path: string, abandon: AbortSignal) =>
        new Promise<never>((_, reject) => {
          controller.abort();
          abandon.addEventListener('abort', () => reject(new SoundalikeError('ABORTED', 'abandoned')));
        });
      await expect(
        runLibrary(root, store, records, { embed, signal: controller.signal, graceMs: 5 }),
      ).rejects.toMatchObject({ code: 'ABORTED' });
      expect(await store.count()).toBe(0);
    });

    test('progress ends with every file to read done', async () => {
      await putMany(5);
      await put('bad.mp3', CORRUPT);
      const seen: RunProgress[] = [];
      await runLibrary(root, store, records, { observer: { progress: (progress) => seen.push(progress) } });
      expect(seen[0]).toMatchObject({ total: 6, done: 0 });
      expect(seen.at(-1)).toEqual({ total: 6, done: 6, failed: 1, audioSeconds: 5 * 180 });
    });

    test('a new file can be found while the run is still under way', async () => {
      await putMany(3);
      const foundDuringRun: number[] = [];
      await runLibrary(root, store, records, {
        concurrency: 1,
        embed: async (path) => {
          foundDuringRun.push((await store.search('T', 10)).length);
          return fakeEmbed(path);
        },
      });
      expect(foundDuringRun).toEqual([0, 1, 2]);
    });
  });
}
