/**
 * A failure below Elasticsearch: of the network, of TLS, or an answer of something else. The client keeps only the
 * message of such an error, so that contains the code.
 */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly wireCode: string;

  constructor(code: string, reason: string) {
    super(`${code}: ${reason}`);
    this.wireCode = code;
  }
}

/** Return the code of a wire error from the message that the client kept; empty for another message. */
export function wireCode(message: string): string {
  return /^([A-Z][A-Z\d_]+): /u.exec(message)?.[1] ?? '';
}
