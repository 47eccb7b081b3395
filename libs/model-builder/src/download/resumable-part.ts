import { readFile, stat, writeFile } from 'node:fs/promises';

/** Metadata of the file that a part belongs to, in `PART.json`. */
export interface PartMetadata {
  /** Address of the file without secrets. */
  readonly url: string;
  /** Value for `If-Range`: a strong ETag, else the date of the last modification; null if the server sent neither. */
  readonly validator: string | null;
  /** Length of the complete file in bytes, if the server sent it. */
  readonly total: number | null;
  /** Digest of the complete file, if known. The rest can then come from any server. */
  readonly sha256: string | null;
}

/** A part that can be continued. */
export interface Resumable {
  /** Number of bytes of the part. */
  readonly bytes: number;
  readonly total: number | null;
  /** Value that the server has to compare; null if the digest is checked instead. */
  readonly validator: string | null;
}

/**
 * Return the part that can be continued from an address, or null.
 * @param sha256 digest of the file at the address, if known
 */
export async function findResumable(part: string, url: string, sha256: string | undefined): Promise<Resumable | null> {
  try {
    const metadata = JSON.parse(await readFile(`${part}.json`, 'utf8')) as Partial<PartMetadata>;
    const { size } = await stat(part);
    const { total = null } = metadata;
    if (size === 0 || (total !== null && size > total)) return null;
    const isSame = typeof metadata.sha256 === 'string' && (sha256 ?? metadata.sha256) === metadata.sha256;
    if (isSame) return { bytes: size, total, validator: null };
    return metadata.url === url && typeof metadata.validator === 'string'
      ? { bytes: size, total, validator: metadata.validator }
      : null;
  } catch {
    return null; // There is no part, or none that is known to belong to the same file: start over.
  }
}

/** Write the metadata of a part. */
export async function writePartMetadata(part: string, note: PartMetadata): Promise<void> {
  await writeFile(`${part}.json`, JSON.stringify(note));
}
