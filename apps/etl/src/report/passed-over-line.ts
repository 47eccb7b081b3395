import type { PassedOverCounts } from '../plan/plan-library.ts';

/** One and several entries of each kind that has no file name extension for a name. */
const NAMES: Readonly<Record<string, readonly [one: string, several: string]>> = {
  excluded: ['excluded by a pattern', 'excluded by patterns'],
  markedFolders: ['folder with a marker file', 'folders with a marker file'],
  systemFiles: ['file or folder of the system', 'files and folders of the system'],
  brokenLinks: ['broken link', 'broken links'],
  linkLoops: ['link to a folder above it', 'links to folders above them'],
  specialFiles: ['pipe, socket or device', 'pipes, sockets and devices'],
  videos: ['video', 'videos'],
  silentVideos: ['video without sound', 'videos without sound'],
  cueSheets: ['CUE sheet (the file it describes is one track)', 'CUE sheets (each file they describe is one track)'],
  playlists: ['playlist', 'playlists'],
  pictures: ['picture', 'pictures'],
  otherFiles: ['other file', 'other files'],
};

/** Describe what a run passed over in one line, audio that is not indexed first; null if there is nothing. */
export function passedOverLine(counts: PassedOverCounts): string | null {
  const formats = Object.keys(counts).filter((kind) => kind.startsWith('.'));
  const kinds = [...formats.sort(), ...Object.keys(NAMES)].filter((kind) => counts[kind] !== undefined);
  if (kinds.length === 0) return null;
  return `Passed over: ${kinds.map((kind) => described(kind, counts[kind]!)).join(', ')}`;
}

function described(kind: string, count: number): string {
  const [one, several] = NAMES[kind] ?? [`${kind} file`, `${kind} files`];
  return `${count} ${count === 1 ? one : several}`;
}
