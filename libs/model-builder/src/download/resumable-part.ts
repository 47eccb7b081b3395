import { readFile, stat, writeFile } from 'node:fs/promises';

/** What is remembered of the file that a part belongs to. */
export interface PartNote {
  /** Where it came from, as it may be shown. */
  readonly url: string;
  /** A strong ETag, else the date of the last modification: what `If-Range` compares. null: the server gave neither. */
  readonly validator: string | null;
  /** Length of the whole file, if the server said it. */
  readonly total: number | null;
  /** What the whole file has to be, if that is known: then the rest may come from any server. */
  readonly sha256: string | null;
}

/** A part that can be continued. */
export interface Resumable {
  /** How much of the file is there. */
  readonly bytes: number;
  readonly total: number | null;
  /** What the server has to compare; null: the digest will tell. */
  readonly validator: string | null;
}

/**
 * Find out whether a part can be continued from an address.
 * @param sha256 of the file there, if it is known
 */
export async function findResumable(part: string, url: string, sha256: string | undefined): Promise<Resumable | null> {
  try {
    const note = JSON.parse(await readFile(`${part}.json`, 'utf8')) as Partial<PartNote>;
    const { size } = await stat(part);
    const { total = null } = note;
    if (size === 0 || (total !== null && size > total)) return null;
    const isSame = typeof note.sha256 === 'string' && (sha256 ?? note.sha256) === note.sha256;
    if (isSame) return { bytes: size, total, validator: null };
    return note.url === url && typeof note.validator === 'string'
      ? { bytes: size, total, validator: note.validator }
      : null;
  } catch {
    return null; // No part, or none that is known to be of the same file: start over.
  }
}

/** Remember what a part belongs to. */
export async function writePartNote(part: string, note: PartNote): Promise<void> {
  await writeFile(`${part}.json`, JSON.stringify(note));
}
