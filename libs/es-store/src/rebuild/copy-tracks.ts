import { isDeepStrictEqual } from 'node:util';
import { fingerprintFromBytes } from '@soundalike/catalog';
import type { EmbeddedTrack, Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { INNER_FIELDS, trackDocument, trackOf } from '../mapping/track-document.ts';
import { getTracks } from '../queries/get-by-id.ts';
import { readPages } from '../queries/read-pages.ts';
import { applyChanges } from '../writes/apply-changes.ts';
import { deleteChange } from '../writes/change.ts';
import type { Change } from '../writes/change.ts';

/** Tracks in memory at a time, with their vectors: about 40 kB each as JSON. */
const COPY_PAGE = 250;

/** Ids in memory at a time. */
const DELETION_PAGE = 1_000;

/** A copy of one space from index to index. */
export interface Copy {
  readonly from: string;
  /** Alias of the index that is filled. */
  readonly to: string;
  readonly dims: number;
  /** True if `to` is still empty. */
  readonly toIsNew: boolean;
  readonly signal: AbortSignal;
  /** Called with the number of tracks copied so far. */
  readonly onCopied: (count: number) => void;
}

type StoredTrack = Track & { readonly embedding: readonly number[]; readonly fingerprint?: string };

/** Fields that are copied although they are not part of a `Track`. */
const COPIED_FIELDS = ['embedding', 'fingerprint'];

/** Write every track of one index into another, as this program would write it today; tracks already there are kept. */
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
    // By default, Elasticsearch omits vectors from the source.
    source: { excludes: INNER_FIELDS.filter((field) => !COPIED_FIELDS.includes(field)), exclude_vectors: false },
    pageSize: COPY_PAGE,
  });
  for await (const { _source } of pages) {
    const { embedding, fingerprint, ...track } = _source!;
    page.push({
      ...trackOf(track),
      embedding: Float32Array.from(embedding),
      ...(fingerprint !== undefined && { fingerprint: fingerprintFromBytes(Buffer.from(fingerprint, 'base64')) }),
    });
    if (page.length === COPY_PAGE) await flush();
  }
  await flush();
}

async function copyPage(
  connection: Connection,
  { to, dims, toIsNew }: Copy,
  page: readonly EmbeddedTrack[],
): Promise<void> {
  const ids = page.map(({ id }) => id);
  const existing = toIsNew ? [] : await getTracks(connection, to, ids);
  const byId = new Map(existing.map((track) => [track.id, track]));
  // A track that was embedded again has another `indexedAt`, so the vectors need not be compared.
  const missing = page.filter(
    ({ embedding: _, fingerprint: _fingerprint, ...track }) => !isDeepStrictEqual(track, byId.get(track.id)),
  );
  await applyChanges(connection, to, new Map(missing.map((track) => [track.id, replacement(track, dims)])));
}

/** Write the track as it is, without uniting it with a stored one. */
function replacement(track: EmbeddedTrack, dims: number): Change {
  const document = trackDocument(track, dims);
  return (stored) => ({ kind: stored === null ? 'create' : 'index', document });
}

/** Delete from the copy the tracks that were deleted from its source since an earlier rebuild copied them. */
export async function deleteStaleCopies(connection: Connection, { from, to, signal }: Copy): Promise<void> {
  await connection.read((client, limits) => client.indices.refresh({ index: to }, limits));
  let page: string[] = [];
  const flush = async (): Promise<void> => {
    signal.throwIfAborted();
    const kept = new Set((await getTracks(connection, from, page)).map(({ id }) => id));
    const stale = page.filter((id) => !kept.has(id));
    await applyChanges(connection, to, new Map(stale.map((id) => [id, deleteChange(false)])));
    page = [];
  };
  const pages = readPages<Pick<Track, 'id'>>(connection, {
    index: to,
    query: { match_all: {} },
    sort: 'id',
    source: ['id'],
  });
  for await (const { _source } of pages) {
    if (page.push(_source!.id) === DELETION_PAGE) await flush();
  }
  await flush();
}
