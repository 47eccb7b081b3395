import { PathPatterns } from './path-patterns.ts';

/** Files that leave out the folder they are in, and all folders below it, whatever they contain. */
const WHOLE_FOLDER_MARKERS: ReadonlySet<string> = new Set(['.nomedia', '.notmusic']);

/** Name of the file that leaves out the folder if it is empty, or else what the patterns in it match. */
export const PATTERN_MARKER = '.ndignore';

/** Return whether a file of this name leaves out its whole folder: Android's `.nomedia`, or `.notmusic`. */
export function leavesOutFolder(name: string): boolean {
  return WHOLE_FOLDER_MARKERS.has(name);
}

/** Return whether a file of this name changes what of its folder is music. */
export function isMarkerName(name: string): boolean {
  return leavesOutFolder(name) || name === PATTERN_MARKER;
}

/**
 * Read the text of an `.ndignore` file as Navidrome does: lines of `.gitignore` patterns, and `#` for comments.
 * @returns the patterns; null if there are none, which leaves out the whole folder
 */
export function parsePatternMarker(text: string): PathPatterns | null {
  const lines = text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.length === 0 ? null : new PathPatterns(lines);
}
