import { basename, extname } from 'node:path';
import { printable } from '@soundalike/command-line';
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

/**
 * Write the playlist that `--m3u8` names, if it is given, and say so on stderr.
 * @throws `PLAYLIST_WRITE_FAILED`, `USAGE`
 */
export async function savePlaylist(
  { m3u8: file, ...rule }: SaveFlags,
  tracks: readonly Track[],
  datasetDir: string,
): Promise<void> {
  if (file === undefined) return;
  const name = basename(file, extname(file));
  const pathOf = playlistPaths(rule, datasetDir, file);
  const { text, leftOut } = playlistFile(tracks, { name, pathOf });
  await writeAtomically(file, text);
  process.stderr.write(`Wrote ${tracks.length - leftOut.length} tracks to ${printable(file)}.\n`);
  for (const track of leftOut)
    process.stderr.write(`Left out: ${inWords(track)} has no path that a playlist can hold.\n`);
}
