/** Why a track does not play. Only for `file` it makes sense to go on with another track. */
export interface Failure {
  readonly kind: 'file' | 'server' | 'login';
  /** A sentence for people. */
  readonly reason: string;
}

/** Find out why a track does not play: an audio element does not tell the file, its format and the server apart. */
export async function whyNot(id: string): Promise<Failure> {
  const response = await fetch(`/media/${encodeURIComponent(id)}`, { method: 'HEAD' }).catch(() => null);
  if (response === null)
    return { kind: 'server', reason: 'The server cannot be reached. Check that it is still running, then press Play.' };
  if (response.status === 401) return { kind: 'login', reason: 'You are logged out. Log in again, then press Play.' };
  if (response.status === 404) return { kind: 'file', reason: 'The file is missing. It was moved or deleted.' };
  if (!response.ok)
    return { kind: 'server', reason: `The server failed (status ${response.status}). Its log has the details.` };
  const type = response.headers.get('Content-Type') ?? 'unknown';
  return {
    kind: 'file',
    reason:
      `This browser cannot play the file. It is damaged, or its format (${type}) is not supported, ` +
      'or there is no sound output.',
  };
}
