import { systemReason, systemCode } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import type { TrackPath } from '@soundalike/catalog';

/** An entry of the dataset that cannot be indexed. */
export interface ScanProblem {
  readonly path: string;
  readonly code: ErrorCode;
  readonly reason: string;
}

/** An entry that is not music, or is left out, with everything in it. */
interface PassedOver {
  /** For example `pictures`, `.mid`, `excluded`; see `passed-over-line.ts`. */
  readonly kind: string;
  readonly path: string;
}

/** A symbolic link that leads nowhere. It is passed over unless the store knows tracks behind it. */
export interface DeadLink {
  readonly deadLink: PassedOver & ScanProblem;
}

/** Result of a scan for an entry: an audio file, a problem, or what is passed over. */
export type ScanItem =
  { readonly file: TrackPath } | { readonly problem: ScanProblem } | { readonly passedOver: PassedOver } | DeadLink;

export function problem(path: string, code: ErrorCode, reason: string): { readonly problem: ScanProblem } {
  return { problem: { path, code, reason } };
}

export function passedOver(kind: string, path: string): ScanItem {
  return { passedOver: { kind, path } };
}

export function loop(path: string, reason: string): ScanItem {
  return { deadLink: { kind: 'linkLoops', path, code: 'SYMLINK_LOOP', reason } };
}

/** Return the item for an entry whose status cannot be read. */
export function unreadableEntry(path: string, error: unknown, isLink: boolean): ScanItem {
  const code = systemCode(error);
  if (code === 'ELOOP') return loop(path, 'the symbolic link leads back to itself');
  if (code === 'ENOENT' && isLink) {
    const reason = 'the target of the symbolic link is missing';
    return { deadLink: { kind: 'brokenLinks', path, code: 'SYMLINK_BROKEN', reason } };
  }
  return problem(path, 'FILE_UNREADABLE', systemReason(error));
}
