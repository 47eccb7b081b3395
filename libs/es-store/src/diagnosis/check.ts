/** Result of one check of the store. */
export interface Check {
  /** Subject of the check, in one word. */
  readonly name: string;
  /** A warning works, but not as well as it could. */
  readonly status: 'ok' | 'warning' | 'fault';
  readonly finding: string;
  /** Advice how to fix it; null if there is nothing to do. */
  readonly cure: string | null;
}

/** Return a check that found nothing to do. */
export function ok(name: string, finding: string): Check {
  return { name, status: 'ok', finding, cure: null };
}

/** Return a check with a finding that does not stop the store from working. */
export function warning(name: string, finding: string, cure: string): Check {
  return { name, status: 'warning', finding, cure };
}

/** Return a check with a finding that stops the store from working. */
export function fault(name: string, finding: string, cure: string | null): Check {
  return { name, status: 'fault', finding, cure };
}
