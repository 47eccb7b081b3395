import ignore from 'ignore';
import type { Ignore } from 'ignore';

/** Paths tested before the matcher is created again: it caches every result and would grow with the library. */
const TESTS_PER_MATCHER = 10_000;

/**
 * Patterns of paths as in `.gitignore`: one without `/` is a name at any depth, one with `/` a path from the folder that
 * the patterns belong to, `*` and `?` stay within a name, `**` crosses folders, and `!` takes back. What matches a folder
 * also matches everything in it. Letter case and the Unicode form do not count.
 * https://git-scm.com/docs/gitignore
 */
export class PathPatterns {
  readonly #patterns: readonly string[];
  #matcher: Ignore;
  #tests = 0;

  constructor(patterns: readonly string[]) {
    // "#" begins a comment only in a file.
    this.#patterns = patterns.map((pattern) => (pattern.startsWith('#') ? `\\${pattern}` : pattern).normalize());
    this.#matcher = this.#createMatcher();
  }

  /** Return whether a path, relative to the folder of the patterns and with `/`, or a folder above it, matches. */
  matches(path: string, isFolder: boolean): boolean {
    if (this.#patterns.length === 0) return false;
    if (++this.#tests % TESTS_PER_MATCHER === 0) this.#matcher = this.#createMatcher();
    return this.#matcher.ignores(`${path.normalize()}${isFolder ? '/' : ''}`);
  }

  #createMatcher(): Ignore {
    return ignore({ allowRelativePaths: true }).add(this.#patterns);
  }
}
