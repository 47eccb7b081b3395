import { parentPort } from 'node:worker_threads';
import { isCatalogError } from '@soundalike/catalog';
import { readFromTags } from './tag-reads.ts';
import type { TagReply, TagRequest } from './tag-thread-protocol.ts';

/** The thread that reads tags: what a hostile file can do here, it does here only. */
const port = parentPort!;

port.on('message', async ({ wanted, path }: TagRequest) => {
  try {
    reply({ type: 'read', value: await readFromTags(wanted, path) });
  } catch (error) {
    if (!isCatalogError(error)) throw error;
    reply({ type: 'failed', code: error.code, message: error.message });
  }
});
reply({ type: 'ready' });

function reply(message: TagReply): void {
  port.postMessage(message);
}
