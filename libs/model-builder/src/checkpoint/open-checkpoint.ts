import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { isSoundalikeError, reasonOf } from '@soundalike/errors';
import { checkpointInvalid } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { openLegacyCheckpoint } from './legacy-checkpoint.ts';
import { openZipCheckpoint } from './zip-checkpoint.ts';

const ZIP_SIGNATURE = 0x04034b50;

/**
 * Open a checkpoint that `torch.save` wrote, in the legacy or the zip serialisation.
 * @throws `CHECKPOINT_INVALID` if the file cannot be read, is not a checkpoint, is damaged, or contains anything but
 * tensors
 */
export async function openCheckpoint(path: string): Promise<Checkpoint> {
  let file: FileHandle | null = null;
  try {
    file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead === 4 && buffer.readUInt32LE() === ZIP_SIGNATURE) {
      await file.close();
      return await openZipCheckpoint(path);
    }
    return await openLegacyCheckpoint(file);
  } catch (error) {
    await file?.close();
    if (isSoundalikeError(error)) throw error;
    throw checkpointInvalid(`${path} cannot be read as a torch checkpoint: ${reasonOf(error)}`, error);
  }
}
