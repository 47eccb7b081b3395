import { loginNeeded, reachable } from './connection.ts';
import { Problem, problemFrom } from './problem.ts';
import type { HeardClip } from './track.ts';

/** Largest clip that the server takes, bytes. */
const MOST_BYTES = 25 * 1024 * 1024;

/**
 * Send the bytes of a clip. `fetch` does not tell how much has been sent, so this is an XMLHttpRequest.
 * @param onProgress gets the share that has been sent, 0 to 1
 * @throws {Problem} if the server refuses the clip, cannot be reached, or the signal aborts
 */
export function sendClip(file: Blob, signal: AbortSignal, onProgress: (share: number) => void): Promise<HeardClip> {
  if (file.size === 0) return Promise.reject(new Problem('FILE_EMPTY', null));
  if (file.size > MOST_BYTES) return Promise.reject(new Problem('TOO_LARGE', null));
  const { promise, resolve, reject } = Promise.withResolvers<HeardClip>();
  const request = new XMLHttpRequest();
  request.open('POST', '/api/v1/clips');
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.responseType = 'json';
  request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total));
  request.upload.addEventListener('load', () => onProgress(1));
  request.addEventListener('load', () => {
    reachable.value = true;
    if (request.status === 200) {
      resolve(request.response as HeardClip);
      return;
    }
    const problem = problemFrom(request.status, request.response);
    if (problem.code === 'LOGIN_NEEDED') loginNeeded.value = true;
    reject(problem);
  });
  request.addEventListener('error', () => {
    // A server that refuses a clip closes the connection before all of it was sent, which looks the same.
    reject(new Problem('CLIP_NOT_SENT', null));
  });
  request.addEventListener('abort', () => reject(new Problem('ABORTED', null)));
  signal.addEventListener('abort', () => request.abort());
  request.send(file);
  return promise;
}
