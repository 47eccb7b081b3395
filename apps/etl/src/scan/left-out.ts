import { isJunkName, leavesOutFolder, parsePatternMarker, PATTERN_MARKER } from '@soundalike/dataset';
import type { PathPatterns } from '@soundalike/dataset';
import type { FileSystem, FolderEntry } from './file-system.ts';

/** Patterns, and the folder that they are relative to: '' for the dataset. */
interface ScopedPatterns {
  readonly folder: string;
  readonly patterns: PathPatterns;
}

/** What a folder leaves out: by the patterns of the dataset, and of the `.ndignore` files in it and above it. */
export class LeftOut {
  readonly #scopes: readonly ScopedPatterns[];

  constructor(scopes: readonly ScopedPatterns[]) {
    this.#scopes = scopes;
  }

  /** Return why an entry is passed over, `systemFiles` or `excluded`; null if it is not. */
  kindOf(name: string, path: string, isFolder: boolean): string | null {
    if (isJunkName(name)) return 'systemFiles';
    const isExcluded = this.#scopes.some(({ folder, patterns }) =>
      patterns.matches(folder === '' ? path : path.slice(folder.length + 1), isFolder),
    );
    return isExcluded ? 'excluded' : null;
  }

  /**
   * Return what a folder below leaves out, by the marker files among its entries.
   * @returns null if a marker leaves out the whole folder
   * @throws the system's error if a marker cannot be read
   */
  async below(
    absolute: (name: string) => string,
    folder: string,
    entries: readonly FolderEntry[],
    fileSystem: FileSystem,
  ): Promise<LeftOut | null> {
    const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name.toString('utf8'));
    if (names.some(leavesOutFolder)) return null;
    if (!names.includes(PATTERN_MARKER)) return this;
    const patterns = parsePatternMarker(await fileSystem.readText(absolute(PATTERN_MARKER)));
    return patterns && new LeftOut([...this.#scopes, { folder, patterns }]);
  }
}
