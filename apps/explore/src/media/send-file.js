import { sep } from 'node:path';
import send from 'send';
import { CatalogError } from '@soundalike/catalog';
/**
 * Answers with a file: whole, in part (Range), or "not modified". Resolves when the answer is out or the reader has gone.
 * @throws `FILE_UNREADABLE` before anything is sent
 */
export function sendFile(request, response, file) {
  const address = file.path.split(sep).map(encodeURIComponent).join('/');
  const { promise, resolve, reject } = Promise.withResolvers();
  const stream = send(request, address, {
    root: file.root,
    // A folder of music may well begin with a dot.
    dotfiles: 'allow',
    index: false,
    maxAge: file.maxAgeSeconds * 1000,
  });
  stream.on('headers', (headed) => {
    if (file.mediaType) headed.setHeader('Content-Type', file.mediaType);
  });
  stream.on('directory', () => reject(unreadable('a folder')));
  stream.on('error', (error) => {
    // What has been announced cannot be taken back, but whoever waits for the rest must learn that it does not come.
    if (response.headersSent) response.destroy(error);
    if (error.status !== 416) return reject(unreadable(String(error.status ?? error.message), error));
    response.statusCode = 416;
    response.end();
  });
  response.on('close', () => resolve(undefined));
  stream.pipe(response);
  return promise;
}
function unreadable(got, cause) {
  return new CatalogError('FILE_UNREADABLE', `file: expected to read it, got ${got}`, { cause });
}
