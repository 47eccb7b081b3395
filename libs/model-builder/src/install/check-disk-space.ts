import { statfs } from 'node:fs/promises';
import { SoundalikeError } from '@soundalike/errors';

/** What is to be written, in bytes. */
export interface RoomNeeds {
  /** What is still to be downloaded; 0: nothing. */
  readonly download: number;
  /** The converted model. */
  readonly model: number;
}

/**
 * Check that the disk of a folder has room.
 * @throws `MODEL_WRITE_FAILED` naming the folder, what is needed and what is free
 */
export async function expectRoom(folder: string, { download, model }: RoomNeeds): Promise<void> {
  const { bavail, bsize, blocks } = await statfs(folder);
  const free = bavail * bsize;
  const needed = download + model;
  // Some network file systems do not say how large they are.
  if (blocks === 0 || free >= needed) return;
  const parts = download > 0 ? `${megabytes(download)} to download and ${megabytes(model)} for` : 'for';
  throw new SoundalikeError(
    'MODEL_WRITE_FAILED',
    `${folder}: expected ${megabytes(needed)} of free disk space (${parts} the converted model), got ${megabytes(free)}. ` +
      'Make room there, or set MODEL_DIR to a folder on another disk',
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
}
