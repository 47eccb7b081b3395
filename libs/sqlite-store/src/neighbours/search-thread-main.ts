import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import { openForReading } from '../database/open-database.ts';
import type { SqliteDatabase } from '../database/sqlite-database.ts';
import { NeighbourSearch } from './neighbour-search.ts';
import type { NeighbourRequest, SearchedSpace, SpacePart } from './neighbour-search.ts';
import { SearchQueue } from './search-queue.ts';
import type { NumberedNeighbour } from './top-k.ts';

/** What a thread searches. */
export interface SearchSetup {
  readonly path: string;
  readonly space: SearchedSpace;
  readonly part: SpacePart;
}

/** A message to the thread. Only `search` is replied to, in order. */
export type SearchTask =
  | { readonly type: 'load' }
  | { readonly type: 'search'; readonly request: NeighbourRequest }
  | { readonly type: 'close' };

/** A reply of the thread. */
export type SearchReply =
  | { readonly type: 'found'; readonly neighbours: readonly NumberedNeighbour[] }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string };

/** Requests that are answered with one scan. */
const MOST_AT_ONCE = 8;

const port = parentPort!;
const { path, space, part } = workerData as SearchSetup;
const queue = new SearchQueue((requests) => {
  const { database, search } = open();
  return database.read(() => search.nearest(requests));
}, MOST_AT_ONCE);
let opened: { readonly database: SqliteDatabase; readonly search: NeighbourSearch } | null = null;

// So that the next threads start sooner: one that is ended with its process does not write the cache.
flushCompileCache();

port.on('message', (task: SearchTask) => {
  if (task.type === 'search') void queue.nearest(task.request).then(found, failed);
  else if (task.type === 'load') loadAhead();
  else close();
});

function found(neighbours: readonly NumberedNeighbour[]): void {
  reply({ type: 'found', neighbours });
}

function failed(error: unknown): void {
  if (!isSoundalikeError(error)) throw error;
  reply({ type: 'failed', code: error.code, message: error.message });
}

function reply(message: SearchReply): void {
  port.postMessage(message);
}

/** If it fails, the next search reports why. */
function loadAhead(): void {
  try {
    const { database, search } = open();
    database.read(() => search.refresh());
  } catch (error) {
    if (!isSoundalikeError(error)) throw error;
  }
}

/** Answer what was asked before, then end. */
function close(): void {
  queue.flush();
  // The replies are sent first.
  setImmediate(() => {
    opened?.database.close();
    port.close();
  });
}

function open(): NonNullable<typeof opened> {
  if (opened) return opened;
  const database = openForReading(path);
  if (!database)
    throw new SoundalikeError('STORE_UNAVAILABLE', `${path}: the store's file is gone; put it back or index again`);
  opened = { database, search: new NeighbourSearch(database, space, part) };
  return opened;
}
