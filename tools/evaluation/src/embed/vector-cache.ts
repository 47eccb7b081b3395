import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { NamedVectors } from './extractor.ts';

/** Cached result of one pass over a track. */
export interface CachedPass {
  /** Length of the decoded audio, in seconds. */
  readonly seconds: number;
  readonly vectors: NamedVectors;
}

/** Results of extractors in a folder, one file each, so that a later evaluation computes only what is new. */
export class VectorCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Return a cached result.
   * @param key everything that the result depends on
   * @returns null if there is none, or if it cannot be read
   */
  async get(key: readonly string[]): Promise<CachedPass | null> {
    try {
      return deserialize(await readFile(this.#path(key))) as CachedPass;
    } catch {
      return null;
    }
  }

  /** Store a result under its key. */
  async put(key: readonly string[], pass: CachedPass): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const unfinished = join(this.#folder, `${randomUUID()}.unfinished`);
    await writeFile(unfinished, serialize(pass));
    await rename(unfinished, this.#path(key));
  }

  #path(key: readonly string[]): string {
    return join(this.#folder, `${createHash('sha256').update(JSON.stringify(key)).digest('hex')}.vectors`);
  }
}
