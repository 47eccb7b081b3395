/** Outcome of one look at the store. */
export interface Check {
  /** What was looked at, in a word. */
  readonly name: string;
  /** A warning works, but not as well as it might. */
  readonly status: 'ok' | 'warning' | 'fault';
  /** What was found. */
  readonly finding: string;
  /** What to do about it; null where there is nothing to do. */
  readonly cure: string | null;
}

/** A check that found nothing to do. */
export function ok(name: string, finding: string): Check {
  return { name, status: 'ok', finding, cure: null };
}
