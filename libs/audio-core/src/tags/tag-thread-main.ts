import { parentPort } from 'node:worker_threads';
import { isSoundalikeError } from '@soundalike/errors';
import { readFromTags } from './tag-reads.ts';
import type { TagReads } from './tag-reads.ts';
import type { TagReply, TagRequest } from './tag-thread-protocol.ts';

/** The thread that reads tags: what a hostile file can do here, it does here only. */
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

/** What need not be copied. */
function buffersOf(value: TagReads[keyof TagReads] | null): ArrayBuffer[] {
  return typeof value === 'object' && value !== null && 'data' in value ? [value.data.buffer] : [];
}
