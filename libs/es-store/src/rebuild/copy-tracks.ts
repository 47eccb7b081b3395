import { isDeepStrictEqual } from 'node:util';
import type { EmbeddedTrack, Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { trackDocument } from '../mapping/track-document.ts';
import { getTracks } from '../queries/get-by-id.ts';
import { readPages } from '../queries/read-pages.ts';
import { applyChanges } from '../writes/apply-changes.ts';
import type { Change } from '../writes/change.ts';

/** Tracks that are in memory at once, with their vectors: about 40 kB each as JSON. */
const PAGE = 250;

/** A copy of one space from index to index. */
export interface Copy {
  readonly from: string;
  /** Alias of the index that is filled. */
  readonly to: string;
  readonly dims: number;
  /** True where nothing is in `to` yet. */
  readonly toIsNew: boolean;
  readonly signal: AbortSignal;
  /** Told the number of tracks that are done. */
  readonly onCopied: (count: number) => void;
}

type StoredTrack = Track & { readonly embedding: readonly number[] };

/** Writes every track of one index into another, as this program would write it today; those that are there already are passed over. */
export async function copyTracks(connection: Connection, copy: Copy): Promise<void> {
  const { from, signal, onCopied } = copy;
  let page: EmbeddedTrack[] = [];
  let done = 0;
  const flush = async (): Promise<void> => {
    signal.throwIfAborted();
    await copyPage(connection, copy, page);
    onCopied((done += page.length));
    page = [];
  };
  const pages = readPages<StoredTrack>(connection, {
    index: from,
    query: { match_all: {} },
    sort: 'id',
    // Elasticsearch leaves vectors out of the source unless it is told not to.
    source: { excludes: ['words'], exclude_vectors: false },
    pageSize: PAGE,
  });
  for await (const { _source } of pages) {
    page.push({ ..._source!, embedding: Float32Array.from(_source!.embedding) });
    if (page.length === PAGE) await flush();
  }
  await flush();
}

async function copyPage(
  connection: Connection,
  { to, dims, toIsNew }: Copy,
  page: readonly EmbeddedTrack[],
): Promise<void> {
  const there = toIsNew
    ? []
    : await getTracks(
        connection,
        to,
        page.map(({ id }) => id),
      );
  const byId = new Map(there.map((track) => [track.id, track]));
  // A track that was embedded anew has another `indexedAt`, so the vectors need not be compared.
  const missing = page.filter(({ embedding: _, ...track }) => !isDeepStrictEqual(track, byId.get(track.id)));
  await applyChanges(connection, to, new Map(missing.map((track) => [track.id, replacement(track, dims)])));
}

/** Writes the track as it is, whatever was there. */
function replacement(track: EmbeddedTrack, dims: number): Change {
  const document = trackDocument(track, dims);
  return (stored) => ({ kind: stored === null ? 'create' : 'index', document });
}
