import { reasonOf } from './soundalike-error.ts';

/** Reasons in words by code of the operating system. */
const SYSTEM_REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a folder'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open'],
  ['EIO', 'the disk reported an input/output error'],
  ['ENOSPC', 'the disk is full'],
]);

/** Return the code of a failed system call, such as `ENOENT`, or of a library that names its errors so; undefined for others. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/**
 * Return the reason of a failed system call in words, without the path: `no such file or folder`, `permission denied`.
 * The result for other errors is their code, or their message if they have no code.
 */
export function systemReason(error: unknown): string {
  const code = systemCode(error);
  return code === undefined ? reasonOf(error) : (SYSTEM_REASONS.get(code) ?? code);
}
