import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { SoundalikeError } from '@soundalike/errors';
import type { Track } from '@soundalike/catalog';

/** What the paths of a playlist begin with, if not relative to the folder of its file. */
export interface PathRule {
  /** Folder of the music as the player sees it. */
  readonly pathPrefix?: string;
  /** Folder that the paths are relative to, if the file will be moved there. */
  readonly relativeTo?: string;
}

/** Add the options that choose the paths of a playlist. */
export function addPathOptions(command: Command): Command {
  return command
    .option('--path-prefix <folder>', 'write paths below this folder, as a player in a container sees the music')
    .option('--relative-to <folder>', 'write paths relative to this folder instead of that of the playlist');
}

/**
 * Return the function that names a track's file in a playlist: its first path below the prefix or, with `/` between
 * folders, relative to a folder.
 * @param playlist file of the playlist
 * @throws `USAGE` for both rules at once
 */
export async function playlistPaths(
  { pathPrefix, relativeTo }: PathRule,
  datasetDir: string,
  playlist: string,
): Promise<(track: Track) => string | null> {
  if (pathPrefix !== undefined && relativeTo !== undefined)
    throw new SoundalikeError('USAGE', '--path-prefix and --relative-to exclude each other; give one of them');
  const { folder, music } = await places(relativeTo === undefined ? dirname(playlist) : relativeTo, datasetDir);
  return ({ paths: [first] }) => {
    if (!first) return null;
    if (pathPrefix !== undefined)
      return `${pathPrefix.replace(/(?<=.)[/\\]+$/u, '')}/${first.path}`.replace(/^\/\//u, '/');
    return relative(folder, join(music, first.path)).split(sep).join('/');
  };
}

/**
 * Return the folders between which a path leads. If the playlist's is reached through a link, both are the real ones,
 * because `..` leads up from where the link leads to.
 */
async function places(playlistDir: string, datasetDir: string): Promise<{ folder: string; music: string }> {
  const [folder, music] = [resolve(playlistDir), resolve(datasetDir)];
  // A folder that is not here, such as that of another machine, is taken by its name.
  const real = await realpath(folder).catch(() => folder);
  return real === folder ? { folder, music } : { folder: real, music: await realpath(music).catch(() => music) };
}
