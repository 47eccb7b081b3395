import { errors } from '@elastic/elasticsearch';
import type { Refusal } from './refusal.ts';

/** Too busy, or something between us and the node is away: worth another try. */
const TRANSIENT_STATUS: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

/** Faults of an address or a certificate, which no waiting cures. */
const LASTING_NETWORK_FAULT = /ENOTFOUND|certificate|CERT_|wrong version number/iu;

/** True for a status that goes away by itself. */
export function isTransientStatus(status: number): boolean {
  return TRANSIENT_STATUS.has(status);
}

/** True where the same call may succeed a moment later. */
export function isTransient(error: unknown, fault: Refusal): boolean {
  if (isDiskFull(fault)) return false;
  if (fault.status > 0) return isTransientStatus(fault.status);
  const isOfTheWay =
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.RequestAbortedError;
  return isOfTheWay && !LASTING_NETWORK_FAULT.test(fault.message);
}

/** A full disk makes Elasticsearch block writes with a 429 that only an operator lifts. */
export function isDiskFull(fault: Refusal): boolean {
  return fault.type === 'cluster_block_exception' && fault.message.includes('flood-stage');
}
