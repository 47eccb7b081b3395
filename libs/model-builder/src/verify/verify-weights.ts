import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest } from '@soundalike/audio-core';
import { SoundalikeError } from '@soundalike/errors';

/**
 * Check the files of a model against its manifest. Vectors of damaged weights would mix with valid ones in the same
 * space, without any error. Reads all files, 0.9 GB for Cnn14 in float32.
 * @throws `MODEL_INVALID` naming the file or folder, with the expected and the actual value
 */
export async function verifyWeights(
  folder: string,
  { files, weightsDigest, computedFiles = [] }: ModelManifest,
): Promise<void> {
  const hash = createHash('sha256');
  for (const file of files) await read(folder, file, hash);
  expectDigest(folder, weightsDigest, hash);
  for (const file of computedFiles) {
    const ownHash = createHash('sha256');
    await read(folder, file, ownHash);
    expectDigest(join(folder, file.name), file.digest, ownHash);
  }
}

/** Return the error for an invalid model. @param what model, file or folder */
export function invalidModel(what: string, expected: string, got: string): SoundalikeError {
  return new SoundalikeError('MODEL_INVALID', `${what}: expected ${expected}, got ${got}`);
}

async function read(folder: string, { name, bytes }: ModelManifest['files'][number], hash: Hash): Promise<void> {
  const path = join(folder, name);
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size !== bytes) throw invalidModel(path, `a file of ${bytes} bytes`, size === null ? 'none' : `${size} bytes`);
  for await (const piece of createReadStream(path, { highWaterMark: 1024 ** 2 })) hash.update(piece as Buffer);
}

function expectDigest(where: string, expected: string, hash: Hash): void {
  const digest = hash.digest('hex');
  if (digest !== expected) throw invalidModel(where, `weights with the digest ${expected}`, digest);
}
