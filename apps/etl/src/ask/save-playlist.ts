import { open, realpath, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { reasonOf, SoundalikeError, systemCode } from '@soundalike/errors';
import { printError, printable } from '@soundalike/command-line';
import { playlistFile } from '@soundalike/catalog';
import type { Track } from '@soundalike/catalog';
import { inWords } from '../report/track-table.ts';
import { playlistPaths } from './playlist-paths.ts';
import type { PathRule } from './playlist-paths.ts';
import { writeAtomically } from './write-atomically.ts';

/** Options of a command that can write a playlist. */
export interface SaveFlags extends PathRule {
  readonly m3u8?: string;
}

/** First line of the playlists that are written here and by most programs. */
const FIRST_LINE = '#EXTM3U';

/**
 * Write the playlist that `--m3u8` names, if it is given, and say so on stderr. Of existing files, only
 * playlists and empty files are replaced.
 * @throws `PLAYLIST_WRITE_FAILED`, `USAGE`
 */
export async function savePlaylist(
  { m3u8: file, ...rule }: SaveFlags,
  tracks: readonly Track[],
  datasetDir: string,
): Promise<void> {
  if (file === undefined) return;
  const name = basename(file, extname(file));
  const pathOf = await playlistPaths(rule, datasetDir, file);
  const { text, leftOut } = playlistFile(tracks, { name, pathOf });
  // Of a link, the file that it leads to is replaced.
  const target = await realpath(file).catch(() => file);
  await refuseForeign(target, file);
  await writeAtomically(target, text);
  printError(`Wrote ${tracks.length - leftOut.length} tracks to ${printable(file)}.`);
  for (const track of leftOut) printError(`Left out: ${inWords(track)} has no path that a playlist can hold.`);
}

/** Keep a file that is not a playlist, such as music that was named by mistake. @throws `PLAYLIST_WRITE_FAILED` */
async function refuseForeign(target: string, file: string): Promise<void> {
  if (await mayBeReplaced(target).catch((error: unknown) => refuse(file, reasonOf(error), error))) return;
  refuse(file, 'it exists and is not a playlist');
}

function refuse(file: string, reason: string, cause?: unknown): never {
  throw new SoundalikeError(
    'PLAYLIST_WRITE_FAILED',
    `${file} was left as it is: ${reason}; choose another name for the playlist`,
    { cause },
  );
}

async function mayBeReplaced(file: string): Promise<boolean> {
  const present = await stat(file).catch((error: unknown) => {
    // A folder that is missing is reported when the file is written.
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (present === null || (present.isFile() && present.size === 0)) return true;
  if (!present.isFile()) return false;
  await using handle = await open(file, 'r');
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
  return buffer
    .toString('utf8', 0, bytesRead)
    .replace(/^\uFEFF/u, '')
    .startsWith(FIRST_LINE);
}
