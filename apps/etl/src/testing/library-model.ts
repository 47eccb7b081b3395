import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CORRUPT } from './fake-embed.ts';
import { tinyMp3 } from './tiny-mp3.ts';

/** A file as the reference model knows it. */
interface ModelFile {
  readonly title: string;
  readonly audio: string;
}

/** What a store should hold of a track, by its audio: the title of its first path by name, and all its paths. */
export type ModelTracks = Record<string, { readonly title: string; readonly paths: readonly string[] }>;

/**
 * A folder of music and the reference model of what a store must hold after a run: every file that can be read under the track of its audio;
 * a file that was good and can no longer be read keeps its place.
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

  /** A file that goes bad where a good one was keeps its tags: no store tells the tags of one copy from those of another. */
  async write(path: string, { audio, title: newTitle }: ModelFile): Promise<void> {
    const title = audio.startsWith(CORRUPT) ? (this.#indexed.get(path)?.title ?? newTitle) : newTitle;
    const file = { audio, title };
    await mkdir(dirname(join(this.#root, path)), { recursive: true });
    await writeFile(join(this.#root, path), tinyMp3(file.title, file.audio));
    await this.touch(path);
    this.#onDisk.set(path, file);
  }

  /** Gives a file a time of modification that no file had before. */
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

  /** A run came to its end. */
  indexed(): void {
    for (const path of [...this.#indexed.keys()]) if (!this.#onDisk.has(path)) this.#indexed.delete(path);
    for (const [path, file] of this.#onDisk) if (!this.isCorrupt(path)) this.#indexed.set(path, file);
  }

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
