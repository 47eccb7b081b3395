import { existsSync } from 'node:fs';
import { mkdtempDisposable, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reasonOf } from '@soundalike/errors';
import type { Check } from '@soundalike/es-store';

/** Written to see whether that is possible; small enough for any disk that is not full. */
const PROBE_BYTES = 64 * 1024;
const MEBIBYTE = 1024 ** 2;

/** A folder that a program writes to. */
export interface NeededRoom {
  /** Name of the check. */
  readonly name: string;
  readonly folder: string;
  /** The setting that names the folder. */
  readonly variable: string;
  /** Free space that must be there, in bytes. */
  readonly neededBytes: number;
  /** Completes "16 MiB are needed": what for. */
  readonly purpose: string;
  /** Whether a program makes the folder when it is not there. */
  readonly isMade: boolean;
  /** Status of a check that finds too little. */
  readonly lack: 'fault' | 'warning';
}

/** Check that a folder can be written, by writing a small file there for a moment, and that its disk has room. */
export async function checkRoom(needed: NeededRoom): Promise<Check> {
  const { name, folder, variable, neededBytes, purpose, lack } = needed;
  const lacks = (finding: string, cure: string): Check => ({ name, status: lack, finding, cure });
  const moveAway = `set ${variable} to another place`;
  if (!needed.isMade && !existsSync(folder)) {
    return lacks(`${folder} is not there`, `make that folder, or ${moveAway}`);
  }
  const existing = nearestFolder(folder);
  const freeBytes = await freeBytesOf(existing);
  const room = freeBytes === null ? 'free space unknown' : `${inMebibytes(freeBytes)} free`;
  try {
    await using probe = await mkdtempDisposable(join(existing, '.soundalike-doctor-'));
    await writeFile(join(probe.path, 'probe'), Buffer.alloc(PROBE_BYTES));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    return lacks(
      `${existing} ${isFull ? `is full (${room})` : 'cannot be written'}: ${reasonOf(error)}; ${inMebibytes(neededBytes)} are needed ${purpose}`,
      isFull ? `make room there, or ${moveAway}` : `give this user the right to write there, or ${moveAway}`,
    );
  }
  if (freeBytes !== null && freeBytes < neededBytes) {
    return lacks(
      `${existing} has ${room}, and ${inMebibytes(neededBytes)} are needed ${purpose}`,
      `make room there, or ${moveAway}`,
    );
  }
  return { name, status: 'ok', finding: `${existing} can be written, ${room}`, cure: null };
}

/** The folder, or the one that it would be made in. */
function nearestFolder(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : nearestFolder(dirname(folder));
}

/** Bytes that this user may still write; null where the file system does not say. */
async function freeBytesOf(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize, blocks } = await statfs(folder);
    return blocks === 0 ? null : bavail * bsize;
  } catch {
    return null;
  }
}

function inMebibytes(bytes: number): string {
  return `${(bytes / MEBIBYTE).toFixed(bytes < 10 * MEBIBYTE ? 1 : 0)} MiB`;
}
