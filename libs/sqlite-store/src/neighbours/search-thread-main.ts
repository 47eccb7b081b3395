import { parentPort, workerData } from 'node:worker_threads';
import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import { openForReading } from '../database/open-database.ts';
import type { SqliteDatabase } from '../database/sqlite-database.ts';
import { NeighbourSearch } from './neighbour-search.ts';
import type { NeighbourRequest, SearchedSpace, SpacePart } from './neighbour-search.ts';
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

/** Requests that are answered with one scan: an upper bound for each track and request is in memory. */
const MOST_AT_ONCE = 8;

const port = parentPort!;
const { path, space, part } = workerData as SearchSetup;
const waiting: NeighbourRequest[] = [];
let opened: { readonly database: SqliteDatabase; readonly search: NeighbourSearch } | null = null;

port.on('message', (task: SearchTask) => {
  if (task.type === 'search') {
    waiting.push(task.request);
    // What else has arrived by then is answered with the same scan.
    if (waiting.length === 1) setImmediate(answerWaiting);
  } else if (task.type === 'load') loadAhead();
  else close();
});

function answerWaiting(): void {
  const answered = waiting.splice(0, MOST_AT_ONCE);
  if (waiting.length > 0) setImmediate(answerWaiting);
  // Closing has answered all.
  if (answered.length === 0) return;
  for (const reply of answer(answered)) port.postMessage(reply);
}

function answer(requests: readonly NeighbourRequest[]): SearchReply[] {
  try {
    const { database, search } = open();
    return database.read(() => search.nearest(requests)).map((neighbours) => ({ type: 'found', neighbours }));
  } catch (error) {
    if (!isSoundalikeError(error)) throw error;
    const { code, message } = error;
    return requests.map(() => ({ type: 'failed', code, message }));
  }
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
  while (waiting.length > 0) answerWaiting();
  opened?.database.close();
  port.close();
}

function open(): NonNullable<typeof opened> {
  if (opened) return opened;
  const database = openForReading(path);
  if (!database)
    throw new SoundalikeError('STORE_UNAVAILABLE', `${path}: the store's file is gone; put it back or index again`);
  opened = { database, search: new NeighbourSearch(database, space, part) };
  return opened;
}
