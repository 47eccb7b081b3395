import type { Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { getTracks } from '../queries/get-by-id.ts';
import { readPages } from '../queries/read-pages.ts';
import { applyChanges } from '../writes/apply-changes.ts';
import { deleteChange } from '../writes/change.ts';
import type { Copy } from './copy-tracks.ts';

const PAGE = 1_000;

/** Removes from the copy what was deleted from its source since an earlier rebuild copied it. */
export async function removeStrays(connection: Connection, { from, to, signal }: Copy): Promise<void> {
  await connection.read((client, limits) => client.indices.refresh({ index: to }, limits));
  let page: string[] = [];
  const flush = async (): Promise<void> => {
    signal.throwIfAborted();
    const kept = new Set((await getTracks(connection, from, page)).map(({ id }) => id));
    const strays = page.filter((id) => !kept.has(id));
    await applyChanges(connection, to, new Map(strays.map((id) => [id, deleteChange(false)])));
    page = [];
  };
  for await (const { _source } of readPages<Pick<Track, 'id'>>(connection, {
    index: to,
    query: { match_all: {} },
    sort: 'id',
    source: ['id'],
  })) {
    if (page.push(_source!.id) === PAGE) await flush();
  }
  await flush();
}
