import { parentPort } from 'node:worker_threads';
import { isSoundalikeError } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import { readFromTags } from './tag-reads.ts';
import type { TagRead, TagReads } from './tag-reads.ts';

/** A request to the thread. */
export interface TagRequest {
  readonly wanted: TagRead;
  readonly path: string;
}

/** A reply of the thread. `ready` is sent once, before all others. */
export type TagReply =
  | { readonly type: 'ready' }
  | { readonly type: 'read'; readonly value: TagReads[TagRead] | null }
  /** `systemCode` is the code of the system error, for example `EIO`, which decides whether a retry is worth it. */
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string; readonly systemCode: string | null };

/** The port of the thread that reads tags. A hostile file can harm only this thread. */
const port = parentPort!;

port.on('message', (request: TagRequest) => void answer(request));
reply({ type: 'ready' });

async function answer({ wanted, path }: TagRequest): Promise<void> {
  try {
    const value = await readFromTags(wanted, path);
    reply({ type: 'read', value }, buffersOf(value));
  } catch (error) {
    if (!isSoundalikeError(error)) throw error;
    const { code, message, cause } = error;
    reply({
      type: 'failed',
      code,
      message,
      systemCode: cause instanceof Error && 'code' in cause ? String(cause.code) : null,
    });
  }
}

function reply(message: TagReply, moved: ArrayBuffer[] = []): void {
  port.postMessage(message, moved);
}

/** Return the buffers to move instead of copy. */
function buffersOf(value: TagReads[keyof TagReads] | null): ArrayBuffer[] {
  return typeof value === 'object' && value !== null && 'data' in value ? [value.data.buffer] : [];
}
