import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { SoundalikeError } from '@soundalike/errors';

/** Size and digests of a file that are known before the download; the digests are hexadecimal. */
export interface ExpectedFile {
  readonly bytes?: number;
  readonly md5?: string;
  readonly sha256: string;
}

/** Actual size and digests of a file. */
export type FoundFile = Required<ExpectedFile>;

/** Read a file and compute its digests. */
export async function inspectFile(path: string): Promise<FoundFile> {
  const [md5, sha256] = [createHash('md5'), createHash('sha256')];
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    md5.update(piece as Buffer);
    sha256.update(piece as Buffer);
  }
  return { bytes: (await stat(path)).size, md5: md5.digest('hex'), sha256: sha256.digest('hex') };
}

/**
 * Check that a file is the expected one.
 * @param address where the file came from, without secrets
 * @throws `CHECKSUM_MISMATCH` if it is another file
 */
export function checkFile(found: FoundFile, expected: ExpectedFile, address: string): void {
  const { bytes = found.bytes, md5 = found.md5, sha256 } = expected;
  if (found.bytes === bytes && found.sha256 === sha256 && found.md5 === md5) return;
  throw new SoundalikeError(
    'CHECKSUM_MISMATCH',
    `${address}: expected ${bytes} bytes with the SHA-256 ${sha256}` +
      `${md5 === found.md5 ? '' : ` and the MD5 ${md5}`}, ` +
      `got ${found.bytes} bytes with ${found.sha256}${md5 === found.md5 ? '' : ` and ${found.md5}`}: ` +
      'the file is damaged, or it is another file',
  );
}
