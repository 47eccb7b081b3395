import { statfs } from 'node:fs/promises';
import { SoundalikeError } from '@soundalike/errors';

/** Sizes of what is going to be written, in bytes. */
export interface SpaceNeeds {
  /** Size of the remaining download; 0 if there is none. */
  readonly download: number;
  /** Size of the converted model. */
  readonly model: number;
}

/** Return the bytes that this user may still write to a folder; null if its file system does not report them. */
export async function freeBytes(folder: string): Promise<number | null> {
  const { bavail, bsize, blocks } = await statfs(folder);
  // Some network file systems do not report their size.
  return blocks === 0 ? null : bavail * bsize;
}

/**
 * Check that the disk of a folder has enough free space.
 * @throws `MODEL_WRITE_FAILED` naming the folder, what is needed and what is free
 */
export async function checkDiskSpace(folder: string, { download, model }: SpaceNeeds): Promise<void> {
  const free = await freeBytes(folder);
  const needed = download + model;
  if (free === null || free >= needed) return;
  const parts = download > 0 ? `${megabytes(download)} to download and ${megabytes(model)} for` : 'for';
  throw new SoundalikeError(
    'MODEL_WRITE_FAILED',
    `${folder}: needs ${megabytes(needed)} of free disk space (${parts} the converted model), ` +
      `but only ${megabytes(free)} are free. Free some space, or set MODEL_DIR to a folder on another disk`,
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
}
