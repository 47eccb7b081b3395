import { SoundalikeError } from '@soundalike/errors';
import type { Connection } from '../client/connection.ts';
import { swapIndex } from '../indices/aliases.ts';
import { createSpaceIndex } from '../indices/create-space-index.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { findSpaceIndex, listSpaceIndices } from '../indices/space-index.ts';
import type { SpaceIndex } from '../indices/space-index.ts';
import { hasCurrentMapping } from '../mapping/track-mapping.ts';
import type { VectorIndexType } from '../mapping/vector-field.ts';
import { countTracks } from '../queries/complete-results.ts';
import { copyTracks, deleteStaleCopies } from './copy-tracks.ts';

/** Options to observe a rebuild and to stop it. */
export interface RebuildControl {
  /** Stops between two pages; the next rebuild continues with what is copied, unless it is forced. */
  readonly signal: AbortSignal;
  /** Rebuild from the beginning even if the mapping is current: for an index template that has changed. Default: no. */
  readonly force?: boolean;
  /** Called with the tracks copied so far and their total. */
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Fill another index with the tracks of the present one, and swap them once both contain the same tracks.
 * @returns its name and number of tracks
 */
export async function rebuildIndex(
  connection: Connection,
  names: IndexNames,
  present: SpaceIndex,
  vectorIndex: VectorIndexType,
  { signal, force = false, onProgress }: RebuildControl,
): Promise<{ readonly index: string; readonly tracks: number }> {
  const { space } = present;
  const next = await provideNextIndex(connection, names, present, vectorIndex, !force);
  const filling = names.fillingAlias(space.id);
  const total = await freshCount(connection, present.index);
  const copy = {
    from: present.index,
    to: filling,
    dims: space.dims,
    toIsNew: next.isNew,
    signal,
    onCopied: (done: number) => onProgress(done, total),
  };
  await copyTracks(connection, copy);
  if (!next.isNew) await deleteStaleCopies(connection, copy);
  const tracks = await freshCount(connection, filling);
  const expected = await freshCount(connection, present.index);
  if (tracks !== expected) {
    throw new SoundalikeError(
      'STORE_WRITE_FAILED',
      `index ${next.index}: it has ${tracks} track(s), but ${present.index} has ${expected}; another process wrote ` +
        'during the rebuild: try again while no run is under way',
    );
  }
  signal.throwIfAborted();
  await swapIndex(connection, names, present, next.index);
  return { index: next.index, tracks };
}

/**
 * Return the index to fill: a partially filled one that a rebuild left, if it has the current mapping, otherwise a new
 * one that replaces it.
 * @param mayContinue whether a partially filled index may be used: not if an index template may have changed since
 */
async function provideNextIndex(
  connection: Connection,
  names: IndexNames,
  { space }: SpaceIndex,
  vectorIndex: VectorIndexType,
  mayContinue: boolean,
): Promise<{ readonly index: string; readonly isNew: boolean }> {
  const alias = names.fillingAlias(space.id);
  const partial = await findSpaceIndex(connection, names, alias);
  if (partial !== null) {
    if (mayContinue && hasCurrentMapping(partial, vectorIndex)) return { index: partial.index, isNew: false };
    await connection.write((client, limits) =>
      client.indices.delete({ index: partial.index, ignore_unavailable: true }, limits),
    );
  }
  const generations = (await listSpaceIndices(connection, names))
    .filter((each) => each.space.id === space.id)
    .map(({ index }) => names.generationOf(index));
  const { index } = await createSpaceIndex(connection, names, {
    index: names.spaceIndex(space.id, Math.max(...generations) + 1),
    alias,
    space,
    vectorIndex,
  });
  return { index, isNew: true };
}

async function freshCount(connection: Connection, index: string): Promise<number> {
  await connection.read((client, limits) => client.indices.refresh({ index }, limits));
  return countTracks(connection, index);
}
