import { sep } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import send from 'send';
import { SoundalikeError } from '@soundalike/errors';

/** What is sent, and how long a browser may keep it. */
export interface FileToSend {
  readonly root: string;
  /** Relative to the root. */
  readonly path: string;
  readonly mediaType?: string;
  /** Seconds; 0: it asks again every time. */
  readonly maxAgeSeconds: number;
}

/**
 * Answers with a file: whole, in part (Range), or "not modified". Resolves when the answer is out or the reader has gone.
 * @throws `FILE_UNREADABLE` before anything is sent
 */
export function sendFile(request: IncomingMessage, response: ServerResponse, file: FileToSend): Promise<undefined> {
  const address = file.path.split(sep).map(encodeURIComponent).join('/');
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const stream = send(request, address, {
    root: file.root,
    // A folder of music may well begin with a dot.
    dotfiles: 'allow',
    index: false,
    maxAge: file.maxAgeSeconds * 1000,
  });
  stream.on('headers', (headed: ServerResponse) => {
    if (file.mediaType) headed.setHeader('Content-Type', file.mediaType);
  });
  stream.on('directory', () => reject(unreadable('a folder')));
  stream.on('error', (error: Error & { status?: number }) => {
    // What has been announced cannot be taken back, but whoever waits for the rest must learn that it does not come.
    if (response.headersSent) response.destroy(error);
    if (error.status !== 416) {
      reject(unreadable(String(error.status ?? error.message), error));
      return;
    }
    response.statusCode = 416;
    response.end();
  });
  response.on('close', () => resolve(undefined));
  stream.pipe(response);
  return promise;
}

function unreadable(got: string, cause?: Error): SoundalikeError {
  return new SoundalikeError('FILE_UNREADABLE', `file: expected to read it, got ${got}`, { cause });
}
