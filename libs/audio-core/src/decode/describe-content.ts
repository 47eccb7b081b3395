import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';

const BYTES_LOOKED_AT = 4100;

/** Control characters that no text holds. */
const NOT_IN_TEXT = /[\0-\x08\x0e-\x1a\x1c-\x1f]/u;

/** What a file holds by its first bytes, for people: `text`, `zeros`, a media type such as `image/png`; null when unknown. */
export async function describeContent(path: string): Promise<string | null> {
  const start = await readStart(path);
  if (start.every((byte) => byte === 0)) return 'zeros';
  const type = await fileTypeFromBuffer(start);
  if (type) return type.mime;
  return isText(start) ? 'text' : null;
}

async function readStart(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BYTES_LOOKED_AT), 0, BYTES_LOOKED_AT, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function isText(bytes: Buffer): boolean {
  try {
    // As a stream, since the last character may be cut.
    return !NOT_IN_TEXT.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }));
  } catch {
    return false;
  }
}
