/** Codes of problems that the page itself finds; all others are codes of the server. */
type PageCode = 'OFFLINE' | 'LOGIN_NEEDED' | 'TOO_LARGE' | 'TOO_MANY_REQUESTS' | 'UNKNOWN';

/** A request that failed. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** Stable code, which `wordsOf` has words for. */
  readonly code: string;
  /** Status of the response; null if there was none. */
  readonly status: number | null;

  constructor(code: string, status: number | null, options?: { cause?: unknown }) {
    super(code, options);
    this.code = code;
    this.status = status;
  }
}

/** Return the code of a thrown value. */
export function codeOf(error: unknown): string {
  return error instanceof Problem ? error.code : ('UNKNOWN' satisfies PageCode);
}

/** Return the problem that a response describes. @param response one that is not ok */
export async function problemOf(response: Pick<Response, 'status' | 'json'>): Promise<Problem> {
  return problemFrom(response.status, await response.json().catch(() => null));
}

/** Return the problem that the body of a response describes, if it does. */
export function problemFrom(status: number, body: unknown): Problem {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
  const known: Readonly<Record<number, PageCode>> = { 401: 'LOGIN_NEEDED', 413: 'TOO_LARGE', 429: 'TOO_MANY_REQUESTS' };
  return new Problem(known[status] ?? (typeof code === 'string' ? code : ('UNKNOWN' satisfies PageCode)), status);
}
