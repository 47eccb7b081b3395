import type { TrackPath } from '../model/track.ts';

/** Paths with others added, which win over those of the same name, and some taken away; by name, ascending. */
export function mergePaths(
  paths: readonly TrackPath[],
  added: readonly TrackPath[],
  removed: readonly string[] = [],
): TrackPath[] {
  const byName = new Map([...paths, ...added].map((path) => [path.path, path]));
  for (const name of removed) byName.delete(name);
  return [...byName.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
