import { existsSync } from 'node:fs';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reasonOf, systemCode } from '@soundalike/errors';
import { freeBytes } from '@soundalike/model-builder';
import type { Check } from '@soundalike/es-store';

/** Size of the file that tests whether the folder can be written; it fits on any disk that is not full. */
const PROBE_BYTES = 64 * 1024;
const MEBIBYTE = 1024 ** 2;

/** A folder that a program writes to, and the space that it needs there. */
export interface NeededSpace {
  /** Name of the check. */
  readonly name: string;
  readonly folder: string;
  /** The setting that names the folder. */
  readonly variable: string;
  /** Required free space in bytes. */
  readonly neededBytes: number;
  /** Purpose that completes "16 MiB are needed". */
  readonly purpose: string;
  /** Whether a program creates the folder if it is missing. */
  readonly isCreated: boolean;
  /** Status if the folder is missing, not writable or too full. */
  readonly statusIfLacking: 'fault' | 'warning';
}

/**
 * Check that a folder can be written, with a small file that is deleted immediately, and that its disk has enough free
 * space.
 */
export async function checkSpace(needed: NeededSpace): Promise<Check> {
  const { name, folder, variable, neededBytes, purpose, statusIfLacking } = needed;
  const lacking = (finding: string, cure: string): Check => ({ name, status: statusIfLacking, finding, cure });
  const useAnother = `set ${variable} to another folder`;
  if (!needed.isCreated && !existsSync(folder)) {
    return lacking(`${folder} does not exist`, `create it, or ${useAnother}`);
  }
  const existing = nearestFolder(folder);
  const bytes = await freeBytes(existing).catch(() => null);
  const free = bytes === null ? 'free space unknown' : `${inMebibytes(bytes)} free`;
  try {
    await using probe = await mkdtempDisposable(join(existing, '.soundalike-doctor-'));
    await writeFile(join(probe.path, 'probe'), Buffer.alloc(PROBE_BYTES));
  } catch (error) {
    const code = systemCode(error);
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    return lacking(
      `${existing} ${isFull ? `is full (${free})` : 'cannot be written'}: ${reasonOf(error)}; ` +
        `${inMebibytes(neededBytes)} are needed ${purpose}`,
      isFull ? `free some space there, or ${useAnother}` : `give this user the right to write there, or ${useAnother}`,
    );
  }
  if (bytes !== null && bytes < neededBytes) {
    return lacking(
      `${existing} has ${free}, and ${inMebibytes(neededBytes)} are needed ${purpose}`,
      `free some space there, or ${useAnother}`,
    );
  }
  return { name, status: 'ok', finding: `${existing} can be written, ${free}`, cure: null };
}

/** Return the folder, or the nearest existing one above it. */
function nearestFolder(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : nearestFolder(dirname(folder));
}

function inMebibytes(bytes: number): string {
  return `${(bytes / MEBIBYTE).toFixed(bytes < 10 * MEBIBYTE ? 1 : 0)} MiB`;
}
