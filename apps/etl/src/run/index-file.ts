import { join } from 'node:path';
import { audioDigest, readTags, trackIdOf } from '@soundalike/audio-core';
import type { TrackEmbedding } from '@soundalike/audio-core';
import type { TrackPath } from '@soundalike/catalog';
import type { LibraryLedger } from '../plan/library-ledger.ts';
import { changePaths } from './change-paths.ts';
import type { IndexedStore } from './patient-store.ts';

/** What became of a file. */
export type FileOutcome = 'added' | 'updated' | 'moved' | 'unchanged';

/** What indexing a file needs; one per run. */
export interface IndexContext {
  /** Absolute path of the dataset. */
  readonly root: string;
  readonly store: IndexedStore;
  readonly ledger: LibraryLedger;
  /** Tracks being worked on now, by id: whatever else is to be done to one waits for it. */
  readonly underWay: Map<string, Promise<unknown>>;
  readonly embed: (absolutePath: string) => Promise<TrackEmbedding>;
}

/**
 * Brings the store up to date with one file: embeds audio that is new, and otherwise only notes where it lies and how it is tagged.
 * @throws the file's fault (`FILE_UNREADABLE`, `DECODE_FAILED`, `TOO_SHORT`, …) or the store's
 */
export async function indexFile(file: TrackPath, context: IndexContext): Promise<FileOutcome> {
  const digest = await audioDigest(join(context.root, file.path));
  const id = trackIdOf(digest);
  const before = context.ledger.tracksAt(file.path);
  const outcome = await alone(id, context, () => placeFile(id, digest, file, before, context));
  // Where the file holds other audio than before, it leaves the tracks that it was under.
  for (const track of before) if (track !== id) await alone(track, context, () => takeFrom(track, file.path, context));
  return outcome;
}

/** Does one piece of work on a track at a time: what is written follows from what was read just before. */
async function alone<T>(id: string, { underWay }: IndexContext, work: () => Promise<T>): Promise<T> {
  while (underWay.has(id)) await underWay.get(id)?.catch(() => undefined);
  const working = work();
  underWay.set(id, working);
  try {
    return await working;
  } finally {
    underWay.delete(id);
  }
}

async function placeFile(
  id: string,
  digest: string,
  file: TrackPath,
  before: readonly string[],
  context: IndexContext,
): Promise<FileOutcome> {
  const { ledger } = context;
  const movedFrom = before.includes(id) ? undefined : ledger.vanishedPathOf(id);
  const remove = movedFrom === undefined ? [] : [movedFrom];
  const [attached] = await changePaths(context.store, context.root, [{ id, add: [file], remove }]);
  if (attached === 'not stored') await embedFile(id, digest, file, context);
  ledger.place(id, file);
  if (movedFrom !== undefined) ledger.remove({ track: id, path: movedFrom });
  if (attached !== 'not stored' && movedFrom !== undefined) return 'moved';
  if (before.some((track) => track !== id) || attached === 'retagged') return 'updated';
  return attached === 'kept tags' && before.includes(id) ? 'unchanged' : 'added';
}

async function embedFile(
  id: string,
  audioDigestOfFile: string,
  file: TrackPath,
  { root, store, embed }: IndexContext,
): Promise<void> {
  const absolute = join(root, file.path);
  const [metadata, embedded] = await Promise.all([readTags(absolute), embed(absolute)]);
  await store.upsert([
    {
      ...metadata,
      ...embedded,
      id,
      spaceId: store.space.id,
      paths: [file],
      audioDigest: audioDigestOfFile,
      indexedAt: new Date().toISOString(),
    },
  ]);
}

/** Takes a file that holds other audio now out of a track. */
async function takeFrom(id: string, path: string, { root, store, ledger }: IndexContext): Promise<void> {
  await changePaths(store, root, [{ id, remove: [path] }]);
  ledger.remove({ track: id, path });
}
