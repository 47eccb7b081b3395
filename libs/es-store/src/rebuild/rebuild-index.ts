import { SoundalikeError } from '@soundalike/errors';
import type { Connection } from '../client/connection.ts';
import type { IndexNames } from '../indices/index-names.ts';
import type { SpaceIndex } from '../indices/space-index.ts';
import type { VectorIndexType } from '../mapping/vector-index.ts';
import { countTracks } from '../queries/count-tracks.ts';
import { copyTracks } from './copy-tracks.ts';
import { provideNextIndex } from './provide-next-index.ts';
import { removeStrays } from './remove-strays.ts';
import { swapIndex } from './swap-index.ts';

/** Watches a rebuild, and may stop it. */
export interface RebuildControl {
  /** Stops between two pages; what is copied stays for the next rebuild to go on from, unless that one is forced. */
  readonly signal: AbortSignal;
  /** Also where the mapping is as it would be, and from the beginning: for an index template that has changed. Default: no. */
  readonly force?: boolean;
  /** Told how many tracks of how many are copied. */
  readonly onProgress: (done: number, total: number) => void;
}

/** Fills another index with the tracks of this one, and swaps them once both hold the same. @returns its name, and how many tracks it holds */
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
  if (!next.isNew) await removeStrays(connection, copy);
  const tracks = await freshCount(connection, filling);
  const expected = await freshCount(connection, present.index);
  if (tracks !== expected) {
    throw new SoundalikeError(
      'STORE_WRITE_FAILED',
      `index ${next.index}: expected the ${expected} track(s) of ${present.index}, got ${tracks}; something wrote meanwhile: try again while no run is under way`,
    );
  }
  signal.throwIfAborted();
  await swapIndex(connection, names, present, next.index);
  return { index: next.index, tracks };
}

async function freshCount(connection: Connection, index: string): Promise<number> {
  await connection.read((client, limits) => client.indices.refresh({ index }, limits));
  return countTracks(connection, index);
}
