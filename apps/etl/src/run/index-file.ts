import { join } from 'node:path';
import { audioDigest, readTags, trackIdOf } from '@soundalike/audio-core';
import type { TrackEmbedding } from '@soundalike/audio-core';
import type { TrackMetadata, TrackPath, TrackStore } from '@soundalike/catalog';
import type { KnownLibrary } from '../plan/known-library.ts';

/** What became of a file. */
export type FileOutcome = 'added' | 'updated' | 'moved' | 'unchanged';

/** What indexing a file needs; one per run. */
export interface IndexContext {
  /** Absolute path of the dataset. */
  readonly root: string;
  readonly store: TrackStore;
  readonly known: KnownLibrary;
  /** Known paths that are gone; a move takes its old path out of it. */
  readonly vanished: Set<string>;
  /** Tracks that lost a file, to be settled at the end of the run. */
  readonly lostFile: Set<string>;
  /** Tracks being embedded now, by id: a second copy waits for the first. */
  readonly embedding: Map<string, Promise<unknown>>;
  readonly embed: (absolutePath: string) => Promise<TrackEmbedding>;
}

/**
 * Brings the store up to date with one file: embeds audio that is new, and otherwise only notes where it lies and how it is tagged.
 * @throws the file's fault (`FILE_UNREADABLE`, `DECODE_FAILED`, `TOO_SHORT`, …) or the store's
 */
export async function indexFile(file: TrackPath, context: IndexContext): Promise<FileOutcome> {
  const { known, embedding } = context;
  const absolute = join(context.root, file.path);
  const digest = await audioDigest(absolute);
  const id = trackIdOf(digest);
  while (embedding.has(id)) await embedding.get(id)?.catch(() => undefined);
  if (known.hasTrack(id)) return attachFile(id, file, context);

  const work = embedFile(id, digest, file, context);
  embedding.set(id, work);
  try {
    await work;
  } finally {
    embedding.delete(id);
  }
  return place(id, file, context) === undefined ? 'added' : 'updated';
}

async function embedFile(id: string, audioDigestOfFile: string, file: TrackPath, context: IndexContext): Promise<void> {
  const absolute = join(context.root, file.path);
  const [metadata, embedded] = await Promise.all([readTags(absolute), context.embed(absolute)]);
  await context.store.upsert([
    {
      ...metadata,
      ...embedded,
      id,
      spaceId: context.store.space.id,
      paths: [file],
      audioDigest: audioDigestOfFile,
      indexedAt: new Date().toISOString(),
    },
  ]);
}

/** Another place of audio that is stored: no embedding, only paths and, for the first of its files, metadata. */
async function attachFile(id: string, file: TrackPath, context: IndexContext): Promise<FileOutcome> {
  const { known, store, vanished } = context;
  const wasHere = known.trackAt(file.path) === id;
  const movedFrom = wasHere ? undefined : known.pathsOf(id).find(({ path }) => vanished.has(path))?.path;
  if (movedFrom !== undefined) {
    vanished.delete(movedFrom);
    known.removePath(movedFrom);
  }
  const replaced = place(id, file, context);
  const paths = known.pathsOf(id);
  const isFirst = paths[0]?.path === file.path;
  const metadata = isFirst ? await readTags(join(context.root, file.path)) : null;
  const [stored] = await store.get([id]);
  await store.patch([{ id, paths, ...(metadata && { metadata }) }]);
  if (movedFrom !== undefined) return 'moved';
  if (!wasHere) return replaced === undefined ? 'added' : 'updated';
  return metadata && stored && !sameMetadata(metadata, stored) ? 'updated' : 'unchanged';
}

function place(id: string, file: TrackPath, { known, lostFile }: IndexContext): string | undefined {
  const replaced = known.setPath(id, file);
  if (replaced !== undefined) lostFile.add(replaced);
  return replaced;
}

function sameMetadata(a: TrackMetadata, b: TrackMetadata): boolean {
  const fields = (track: TrackMetadata): string =>
    JSON.stringify([track.title, track.artist, track.album, track.albumArtist, track.year, track.genre, track.trackNo]);
  return fields(a) === fields(b);
}
