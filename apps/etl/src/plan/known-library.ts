import type { ListedTrack, TrackPath, TrackStore } from '@soundalike/catalog';

/** What the store says of the library, kept up to date while a run changes it. */
export class KnownLibrary {
  readonly #trackOfPath = new Map<string, string>();
  readonly #pathsOfTrack = new Map<string, Map<string, TrackPath>>();

  static async read(store: Pick<TrackStore, 'list'>): Promise<KnownLibrary> {
    const library = new KnownLibrary();
    const disputed = new Set<string>();
    for await (const track of store.list()) library.#add(track, disputed);
    for (const path of disputed) library.removePath(path);
    return library;
  }

  /**
   * A run that was killed between writing a file's new track and removing its old one leaves the path with both.
   * Such a path counts as unknown, so that the file is read again.
   */
  #add({ id, paths }: ListedTrack, disputed: Set<string>): void {
    this.#pathsOfTrack.set(id, new Map());
    for (const path of paths) {
      if (this.#trackOfPath.has(path.path)) disputed.add(path.path);
      else this.setPath(id, path);
    }
  }

  /** Number of files. */
  get size(): number {
    return this.#trackOfPath.size;
  }

  /** Every known path. */
  paths(): IterableIterator<string> {
    return this.#trackOfPath.keys();
  }

  trackAt(path: string): string | undefined {
    return this.#trackOfPath.get(path);
  }

  fileAt(path: string): TrackPath | undefined {
    return this.#pathsOfTrack.get(this.#trackOfPath.get(path) ?? '')?.get(path);
  }

  hasTrack(id: string): boolean {
    return this.#pathsOfTrack.has(id);
  }

  /** A track's paths in name order. */
  pathsOf(id: string): TrackPath[] {
    const paths = [...(this.#pathsOfTrack.get(id)?.values() ?? [])];
    return paths.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Tracks that no file is left of. */
  orphans(): string[] {
    return [...this.#pathsOfTrack].flatMap(([id, paths]) => (paths.size === 0 ? [id] : []));
  }

  /** Puts a file under a track; it leaves the track that it was under before. @returns that track, where it is another. */
  setPath(id: string, file: TrackPath): string | undefined {
    const before = this.removePath(file.path);
    this.#trackOfPath.set(file.path, id);
    const paths = this.#pathsOfTrack.get(id) ?? new Map<string, TrackPath>();
    this.#pathsOfTrack.set(id, paths.set(file.path, file));
    return before === id ? undefined : before;
  }

  /** Forgets a file. @returns the id of its track, undefined for a path that is not known. */
  removePath(path: string): string | undefined {
    const id = this.#trackOfPath.get(path);
    if (id === undefined) return undefined;
    this.#trackOfPath.delete(path);
    this.#pathsOfTrack.get(id)?.delete(path);
    return id;
  }
}
