import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { TrackStore } from '@soundalike/catalog';
import { trackIdOf, audioDigest } from '@soundalike/audio-core';
import { ownedBy } from '../scan/shard.ts';
import { CORRUPT, FAKE_SPACE, fakeEmbed, tinyMp3 } from '../testing/fake-audio.ts';
import { LibraryModel } from '../testing/library-model.ts';
import type { ModelTracks } from '../testing/library-model.ts';
import { runLibrary } from '../testing/run-library.ts';
import type { RunTarget } from '../testing/run-library.ts';
import { everyTarget } from '../testing/use-targets.ts';

const path = fc.constantFrom('a.mp3', 'b.mp3', 'x/a.mp3', 'x/b.mp3', 'x/y/c.mp3', 'z z/é.mp3');
const audio = fc.constantFrom('one', 'two', 'three', `${CORRUPT} four`, `${CORRUPT} five`);
const title = fc.constantFrom('T1', 'T2', 'T3');

const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('write' as const), path, audio, title }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('touch' as const), path }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('retag' as const), path, title }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('move' as const), path, to: path }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('copy' as const), path, to: path }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('delete' as const), path }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('unmount' as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('crash' as const), after: fc.nat(8) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('run' as const), shards: fc.integer({ min: 1, max: 3 }) }) },
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

const WRITES: ReadonlySet<string | symbol> = new Set(['upsert', 'patch', 'delete', 'writePairSimilarities']);

/** Wrap a store and report every write before it happens. */
function watchWrites(store: TrackStore, onWrite: (name: string) => void): TrackStore {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const bound = value.bind(target) as (...args: unknown[]) => unknown;
      if (!WRITES.has(name)) return bound;
      return async (...args: unknown[]) => {
        onWrite(String(name));
        return bound(...args);
      };
    },
  });
}

/** Return the tracks of the store in the form of the model. */
async function heldBy(store: TrackStore, audioOfId: ReadonlyMap<string, string>): Promise<ModelTracks> {
  const held: Record<string, { title: string; paths: string[] }> = {};
  for await (const { id } of store.list()) {
    const [track] = await store.get([id]);
    held[audioOfId.get(id) ?? id] = { title: track!.title, paths: track!.paths.map((each) => each.path).sort() };
  }
  return held;
}

/** Simulates the death of the process: all later calls fail. */
class Crash extends Error {}

async function perform(
  operations: readonly Operation[],
  target: RunTarget,
  root: string,
  audioOfId: ReadonlyMap<string, string>,
): Promise<void> {
  const model = new LibraryModel(root);
  await using store = await target.openStore(FAKE_SPACE);
  await using records = await target.openRecords();

  // It is unknown how many files a crashed run has indexed. That matters only for a file that becomes corrupt, which
  // stays in its track.
  let isUncertain = false;

  const runToEnd = async (shards: number): Promise<void> => {
    const runs = Array.from({ length: shards }, (_, index) =>
      runLibrary(root, store, records, { isOwn: ownedBy({ index, count: shards }) }),
    );
    const found = (await Promise.all(runs)).map(({ summary }) => summary.found);
    model.indexed();
    isUncertain = false;
    expect(found.reduce((sum, each) => sum + each, 0)).toBe(model.size);
    expect(await heldBy(store, audioOfId)).toEqual(model.expected());
    const writes: string[] = [];
    const { summary } = await runLibrary(
      root,
      watchWrites(store, (name) => writes.push(name)),
      records,
    );
    expect(summary).toMatchObject({ added: 0, updated: 0, moved: 0, removed: 0, failed: [], found: model.size });
    expect(writes).toEqual([]);
  };

  for (const operation of operations) {
    switch (operation.does) {
      case 'write':
        if (isUncertain && operation.audio.startsWith(CORRUPT)) await runToEnd(1);
        await model.write(operation.path, operation);
        break;
      case 'touch':
        if (model.has(operation.path)) await model.touch(operation.path);
        break;
      case 'retag':
        if (model.has(operation.path) && !model.isCorrupt(operation.path)) {
          await model.write(operation.path, { ...model.fileAt(operation.path), title: operation.title });
        }
        break;
      case 'move':
        if (model.has(operation.path) && !model.has(operation.to)) await model.move(operation.path, operation.to);
        break;
      case 'copy':
        if (isUncertain) await runToEnd(1);
        if (model.has(operation.path)) await model.write(operation.to, model.fileAt(operation.path));
        break;
      case 'delete':
        if (model.has(operation.path)) await model.delete(operation.path);
        break;
      case 'unmount': {
        const before = await heldBy(store, audioOfId);
        await rename(root, `${root} away`);
        await expect(runLibrary(root, store, records)).rejects.toMatchObject({ code: 'DATASET_MISSING' });
        await rename(`${root} away`, root);
        expect(await heldBy(store, audioOfId)).toEqual(before);
        break;
      }
      case 'crash': {
        let left = operation.after;
        const step = (): void => {
          if (left-- <= 0) throw new Crash();
        };
        const embed = async (file: string) => {
          const embedded = await fakeEmbed(file);
          step();
          return embedded;
        };
        await runLibrary(root, watchWrites(store, step), records, { embed }).then(
          () => model.indexed(),
          (error: unknown) => {
            expect(error).toBeInstanceOf(Crash);
            isUncertain = true;
          },
        );
        break;
      }
      case 'run':
        await runToEnd(operation.shards);
    }
  }
  await runToEnd(1);
}

/** Return the track ids of the audio that the operations write. */
async function idsOfAudio(folder: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const each of ['one', 'two', 'three']) {
    const file = join(folder, `${each}.mp3`);
    await writeFile(file, tinyMp3('', each));
    ids.set(trackIdOf(await audioDigest(file)), each);
  }
  return ids;
}

/** The first file of a track is missing until its own shard removes it. Often the other shard comes first. */
const MOVED_IN_ANOTHER_SHARD: Operation[] = [
  { does: 'write', path: 'x/b.mp3', audio: 'one', title: 'T1' },
  { does: 'run', shards: 1 },
  { does: 'write', path: 'a.mp3', audio: 'one', title: 'T1' },
  { does: 'move', path: 'x/b.mp3', to: 'x/y/c.mp3' },
  { does: 'run', shards: 2 },
];

for (const { name, numRuns, open, skip } of everyTarget()) {
  test.skipIf(skip)(
    `${name}: after any operations and a run the store equals the model, and a second run writes nothing`,
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'etl-model-'));
      const audioOfId = await idsOfAudio(folder);
      try {
        await fc.assert(
          fc.asyncProperty(fc.array(operation, { minLength: 3, maxLength: 20 }), async (operations) => {
            const root = await mkdtemp(join(folder, 'dataset-'));
            const target = await open();
            try {
              await perform(operations, target, root, audioOfId);
            } finally {
              await target.destroy();
            }
          }),
          { numRuns, examples: Array.from({ length: 5 }, () => [MOVED_IN_ANOTHER_SHARD]) },
        );
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
}
