import type { Client, TransportRequestOptions } from '@elastic/elasticsearch';
import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';
import type { Connection } from '../client/connection.ts';
import { isTransientStatus } from '../client/is-transient.ts';
import { NOT_NOW, Refusal } from '../client/refusal.ts';
import type { Change, Write } from './change.ts';
import { readStates } from './read-states.ts';
import type { StoredState } from './stored-state.ts';

/** Tracks per step: bounds what is in memory, and what is repeated when a step fails. */
const STEP_TRACKS = 250;

/** Bytes per bulk request, and how many are under way at once: Elasticsearch advises a few megabytes. */
const BULK = { flushBytes: 2_000_000, concurrency: 2 } as const;

const CONFLICT = 409;

/** What an update of a document says that was deleted since it was read. */
const DELETED = 'document_missing_exception';
const REASONS_SHOWN = 3;

/** How far a set of changes got: every track is in exactly one of the three. */
export interface WriteProgress {
  readonly done: ReadonlySet<string>;
  /** Why Elasticsearch refused a track for good. */
  readonly refused: ReadonlyMap<string, string>;
  readonly pending: ReadonlySet<string>;
}

/** What a failed write leaves: the cause of its error. */
export class WriteFault extends Error {
  override readonly name = 'WriteFault';
  readonly progress: WriteProgress;

  constructor(progress: WriteProgress, options?: { cause?: unknown }) {
    super(
      `${progress.done.size} track(s) written, ${progress.refused.size} refused, ${progress.pending.size} pending`,
      options,
    );
    this.progress = progress;
  }
}

/**
 * Applies a change to each track, by bulk requests that read, decide, and write only over what they read: a change by somebody else in between is never lost.
 * What Elasticsearch is too busy for is tried again with growing pauses; the same changes may be applied again at any time.
 * @throws `STORE_WRITE_FAILED` naming the tracks that were refused, after all others were written
 * @throws what a change throws, as it is; the tracks before it may be written
 * @throws `STORE_UNAVAILABLE` when the time of a step is over. This and the first have a `WriteFault` as its cause.
 */
export async function applyChanges(
  connection: Connection,
  index: string,
  changes: ReadonlyMap<string, Change>,
): Promise<void> {
  const pending = new Set(changes.keys());
  const done = new Set<string>();
  const refused = new Map<string, string>();
  const fault = (cause?: unknown): WriteFault => new WriteFault({ done, refused, pending }, { cause });
  const settle = (id: string): void => {
    pending.delete(id);
    done.add(id);
  };
  const refuse = (id: string, reason: string): void => {
    pending.delete(id);
    refused.set(id, connection.scrub(reason));
  };
  const ids = [...changes.keys()];
  for (let from = 0; from < ids.length; from += STEP_TRACKS) {
    const step = ids.slice(from, from + STEP_TRACKS);
    try {
      await connection.write(async (client, limits) => {
        const left = step.filter((id) => pending.has(id));
        const stored = await readStates(client, limits, index, left);
        const writes = decide(changes, left, stored, settle);
        const delayed = await writeBulk(client, limits, index, writes, stored, settle, refuse);
        if (delayed !== null)
          throw new Refusal(NOT_NOW, '', `${left.filter((id) => pending.has(id)).length} track(s) to go: ${delayed}`);
      });
    } catch (error) {
      // What a change itself has decided is as it says.
      if (!isSoundalikeError(error) || error.code === 'TRACK_CHANGED' || error.code === 'TRACK_NOT_FOUND') throw error;
      throw new SoundalikeError(
        error.code,
        `${error.message}; ${done.size} of ${ids.length} track(s) are written, and writing all of them again is safe`,
        { cause: fault(error.cause) },
      );
    }
  }
  if (refused.size > 0) {
    const reasons = [...refused].slice(0, REASONS_SHOWN).map(([id, reason]) => `${id}: ${reason}`);
    const more = refused.size > REASONS_SHOWN ? `, and ${refused.size - REASONS_SHOWN} more` : '';
    throw new SoundalikeError(
      'STORE_WRITE_FAILED',
      `tracks: expected ${ids.length} to be written, ${refused.size} were refused: ${reasons.join('; ')}${more}`,
      { cause: fault() },
    );
  }
}

function decide(
  changes: ReadonlyMap<string, Change>,
  ids: readonly string[],
  stored: ReadonlyMap<string, StoredState>,
  settle: (id: string) => void,
): Map<string, Write> {
  const writes = new Map<string, Write>();
  for (const id of ids) {
    const write = changes.get(id)!(stored.get(id) ?? null);
    if (write === null) settle(id);
    else writes.set(id, write);
  }
  return writes;
}

/** Sends the writes. @returns why some of them have to be tried again, or null */
async function writeBulk(
  client: Client,
  limits: TransportRequestOptions,
  index: string,
  writes: ReadonlyMap<string, Write>,
  stored: ReadonlyMap<string, StoredState>,
  settle: (id: string) => void,
  refuse: (id: string, reason: string) => void,
): Promise<string | null> {
  if (writes.size === 0) return null;
  let delay: string | null = null;
  await client.helpers.bulk<{ readonly id: string; readonly write: Write }>(
    {
      ...BULK,
      index,
      require_alias: true,
      // Whether and when to try again is the connection's to say.
      retries: 0,
      wait: 0,
      datasource: [...writes].map(([id, write]) => ({ id, write })),
      onDocument: ({ id, write }) => {
        const target = { _id: id, ...stored.get(id)?.version };
        switch (write.kind) {
          case 'create':
            return [{ create: target }, write.document];
          case 'index':
            return [{ index: target }, write.document];
          case 'update':
            return [{ update: target }, { doc: write.document }];
          case 'delete':
            return { delete: target };
        }
      },
      onSuccess: ({ result }) => settle(Object.values(result)[0]!._id!),
      onDrop: ({ status, error, operation }) => {
        const [target] = Object.values(operation) as { readonly _id: string }[];
        const reason = `HTTP ${status} ${error?.type ?? ''} ${error?.reason ?? ''}`.trim();
        if (status === CONFLICT || error?.type === DELETED || isTransientStatus(status)) delay = reason;
        else refuse(target!._id, reason);
      },
    },
    limits,
  );
  return delay;
}
