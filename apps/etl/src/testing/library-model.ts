import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CORRUPT, tinyMp3 } from './fake-audio.ts';

/** A file in the reference model. */
interface ModelFile {
  readonly title: string;
  readonly audio: string;
}

/** The tracks that a store should hold, by their audio: the title of the first path by name, and all paths. */
export type ModelTracks = Record<string, { readonly title: string; readonly paths: readonly string[] }>;

/**
 * A folder of music, and the reference model of the store after a run: every readable file is in the track of its
 * audio.
 * A file that was readable before, and no longer is, stays in its track.
 */
export class LibraryModel {
  readonly #root: string;
  readonly #onDisk = new Map<string, ModelFile>();
  readonly #indexed = new Map<string, ModelFile>();
  #clock = 1_700_000_000;

  constructor(root: string) {
    this.#root = root;
  }

  has(path: string): boolean {
    return this.#onDisk.has(path);
  }

  isCorrupt(path: string): boolean {
    return this.#onDisk.get(path)?.audio.startsWith(CORRUPT) ?? false;
  }

  fileAt(path: string): ModelFile {
    return this.#onDisk.get(path)!;
  }

  /** Number of files on disk. */
  get size(): number {
    return this.#onDisk.size;
  }

  /** Write a file. A corrupt one keeps the tags of the good one before it: no store has the tags of each copy. */
  async write(path: string, { audio, title: newTitle }: ModelFile): Promise<void> {
    const title = audio.startsWith(CORRUPT) ? (this.#indexed.get(path)?.title ?? newTitle) : newTitle;
    const file = { audio, title };
    await mkdir(dirname(join(this.#root, path)), { recursive: true });
    await writeFile(join(this.#root, path), tinyMp3(file.title, file.audio));
    await this.touch(path);
    this.#onDisk.set(path, file);
  }

  /** Give a file a modification time that no file had before. */
  async touch(path: string): Promise<void> {
    this.#clock += 10;
    await utimes(join(this.#root, path), this.#clock, this.#clock);
  }

  async move(from: string, to: string): Promise<void> {
    await mkdir(dirname(join(this.#root, to)), { recursive: true });
    await rename(join(this.#root, from), join(this.#root, to));
    const file = this.fileAt(from);
    this.#onDisk.delete(from);
    this.#onDisk.set(to, file);
    if (this.isCorrupt(to)) await this.write(to, file);
  }

  async delete(path: string): Promise<void> {
    await rm(join(this.#root, path));
    this.#onDisk.delete(path);
  }

  /** Update the model after a complete run. */
  indexed(): void {
    for (const path of [...this.#indexed.keys()]) if (!this.#onDisk.has(path)) this.#indexed.delete(path);
    for (const [path, file] of this.#onDisk) if (!this.isCorrupt(path)) this.#indexed.set(path, file);
  }

  /** Return the tracks that the store should hold now. */
  expected(): ModelTracks {
    const byAudio = Map.groupBy(this.#indexed, ([, { audio }]) => audio);
    return Object.fromEntries(
      [...byAudio].map(([audio, files]) => {
        const sorted = files.sort(([a], [b]) => (a < b ? -1 : 1));
        return [audio, { title: sorted[0]![1].title, paths: sorted.map(([path]) => path) }];
      }),
    );
  }
}
