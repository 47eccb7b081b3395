import type { TrackPath } from '@soundalike/catalog';

/** Paths with others added, where the newer size and time win, and some taken away; by name, ascending. */
export function mergePaths(paths: readonly TrackPath[], added: readonly TrackPath[], removed: readonly string[] = []): TrackPath[] {
  const byName = new Map([...paths, ...added].map((path) => [path.path, path]));
  for (const path of removed) byName.delete(path);
  return [...byName.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
