import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';
import type { Connection } from '../client/connection.ts';
import { RequestFailure, SERVICE_UNAVAILABLE } from '../client/request-failure.ts';
import type { Change, Write } from './change.ts';
import { readStates } from './stored-state.ts';
import type { StoredState } from './stored-state.ts';
import { writeBulk } from './write-bulk.ts';

/** Tracks per step: limits the memory, and the work that is repeated if a step fails. */
const STEP_TRACKS = 250;

const REASONS_SHOWN = 3;

/** Progress of a set of changes: every track is in exactly one of the three. */
export interface WriteProgress {
  readonly done: ReadonlySet<string>;
  /** Reasons of the tracks that Elasticsearch refused, for which repeating does not help. */
  readonly refused: ReadonlyMap<string, string>;
  readonly pending: ReadonlySet<string>;
}

/** Progress of a failed write: the cause of its error. */
export class WriteFailure extends Error {
  override readonly name = 'WriteFailure';
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
 * Apply a change to each track. Each step reads the tracks, decides, and writes in bulk only over the version that was
 * read, so that a concurrent change is never lost. Tracks that Elasticsearch is too busy for are retried by the
 * connection; applying the same changes again is safe.
 * @throws `STORE_WRITE_FAILED` with the tracks that were refused, after all others were written
 * @throws the errors of a change, unchanged; the tracks before it may be written
 * @throws `STORE_UNAVAILABLE` when the time of a step is over. This and the first have a `WriteFailure` as their cause.
 */
export async function applyChanges(
  connection: Connection,
  index: string,
  changes: ReadonlyMap<string, Change>,
): Promise<void> {
  const pending = new Set(changes.keys());
  const done = new Set<string>();
  const refused = new Map<string, string>();
  const failure = (cause?: unknown): WriteFailure => new WriteFailure({ done, refused, pending }, { cause });
  const settle = (id: string): void => {
    pending.delete(id);
    done.add(id);
  };
  const refuse = (id: string, reason: string): void => {
    pending.delete(id);
    refused.set(id, connection.redact(reason));
  };
  const ids = [...changes.keys()];
  for (let from = 0; from < ids.length; from += STEP_TRACKS) {
    const step = ids.slice(from, from + STEP_TRACKS);
    try {
      await connection.write(async (client, limits) => {
        const left = step.filter((id) => pending.has(id));
        const stored = await readStates(client, limits, index, left);
        const writes = decide(changes, left, stored, settle);
        if (writes.size === 0) return;
        const delayed = await writeBulk(client, limits, index, writes, stored, { settle, refuse });
        if (delayed !== null) {
          const message = `${left.filter((id) => pending.has(id)).length} track(s) to go: ${delayed}`;
          throw new RequestFailure(SERVICE_UNAVAILABLE, '', message);
        }
      });
    } catch (error) {
      // Thrown by a change, not by Elasticsearch.
      if (!isSoundalikeError(error) || error.code === 'TRACK_CHANGED' || error.code === 'TRACK_NOT_FOUND') throw error;
      throw new SoundalikeError(
        error.code,
        `${error.message}; ${done.size} of ${ids.length} track(s) were written, and writing all of them again is safe`,
        { cause: failure(error.cause) },
      );
    }
  }
  if (refused.size > 0) {
    const reasons = [...refused].slice(0, REASONS_SHOWN).map(([id, reason]) => `${id}: ${reason}`);
    const more = refused.size > REASONS_SHOWN ? `, and ${refused.size - REASONS_SHOWN} more` : '';
    throw new SoundalikeError(
      'STORE_WRITE_FAILED',
      `tracks: Elasticsearch refused ${refused.size} of ${ids.length}: ${reasons.join('; ')}${more}`,
      { cause: failure() },
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
