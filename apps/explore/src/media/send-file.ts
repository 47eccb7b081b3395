import type { IncomingMessage, ServerResponse } from 'node:http';
import { sep } from 'node:path';
import send from 'send';
import { SoundalikeError } from '@soundalike/errors';

/** A file to send, and how long a browser may cache it. */
export interface FileToSend {
  readonly root: string;
  /** Relative to the root. */
  readonly path: string;
  readonly mediaType?: string;
  /** Seconds; with 0 the browser revalidates every time. */
  readonly maxAgeSeconds: number;
}

/**
 * Answer with a file: complete, in part (Range), or "not modified". Resolves when the response is sent or its
 * connection is closed.
 * @throws `FILE_UNREADABLE` before anything is sent
 */
export function sendFile(request: IncomingMessage, response: ServerResponse, file: FileToSend): Promise<undefined> {
  const address = file.path.split(sep).map(encodeURIComponent).join('/');
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const stream = send(request, address, {
    root: file.root,
    // The name of a music folder can begin with a dot.
    dotfiles: 'allow',
    index: false,
    maxAge: file.maxAgeSeconds * 1000,
  });
  stream.on('headers', (headed: ServerResponse) => {
    if (file.mediaType) headed.setHeader('Content-Type', file.mediaType);
  });
  stream.on('directory', () => reject(unreadable('it is a folder')));
  stream.on('error', (error: Error & { status?: number }) => {
    // The headers cannot be changed any more, but the client must notice that the body is incomplete.
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

function unreadable(reason: string, cause?: Error): SoundalikeError {
  return new SoundalikeError('FILE_UNREADABLE', `the file cannot be read: ${reason}`, { cause });
}
