import { playlistFile } from '@soundalike/catalog';
import type { PlaylistFile, Track } from '@soundalike/catalog';
import type { Settings } from '@soundalike/settings';
import { sanitizeText } from '../text/sanitize-text.ts';

/** Characters with a meaning in paths and addresses: a player must not open what a title names. */
const PATH_CHARACTERS = /[\\/:*?"<>|]/gu;

/**
 * Format tracks as an M3U8 playlist.
 * @param paths `none`: where a path would be, there is the song's name, so that nothing about the operator's files is
 * revealed; `relative`: the first path of the track, relative to the folder of the music
 */
export function playlistOf(tracks: readonly Track[], name: string, paths: Settings['playlistPaths']): PlaylistFile {
  const pathOf = (track: Track): string | null =>
    paths === 'relative' ? (track.paths[0]?.path ?? null) : songName(track);
  return playlistFile(tracks, { name, pathOf });
}

function songName({ artist, title, id }: Track): string {
  const names = [artist ?? '', title].map((text) => sanitizeText(text).replace(PATH_CHARACTERS, '_'));
  return names.filter((text) => text !== '').join(' - ') || id;
}
