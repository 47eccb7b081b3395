import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import getPort from 'get-port';

/** A running MPD, which wants a password. */
export interface Mpd extends AsyncDisposable {
  /** `PASSWORD@HOST:PORT` */
  readonly address: string;
  /** Folder of the stored playlists. */
  readonly playlists: string;
}

/** Return whether MPD is installed. */
export function hasMpd(): boolean {
  return spawnSync('mpd', ['--version']).status === 0;
}

/** Start MPD as the current user. @param folder for its files */
export async function startMpd(folder: string, music: string, password: string): Promise<Mpd> {
  const playlists = join(folder, 'playlists');
  await mkdir(playlists, { recursive: true });
  const port = await getPort();
  const config = join(folder, 'mpd.conf');
  await writeFile(
    config,
    [
      `music_directory "${music}"`,
      `playlist_directory "${playlists}"`,
      `db_file "${join(folder, 'mpd.db')}"`,
      `log_file "${join(folder, 'mpd.log')}"`,
      'bind_to_address "127.0.0.1"',
      `port "${port}"`,
      `password "${password}@read,add,control,admin"`,
      'default_permissions ""',
      'audio_output {\n type "null"\n name "none"\n}',
    ].join('\n'),
  );
  const env = { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
  const server = spawn('mpd', ['--no-daemon', config], { env, stdio: 'ignore' });
  return {
    address: `${password}@127.0.0.1:${port}`,
    playlists,
    [Symbol.asyncDispose]() {
      server.kill();
      return Promise.resolve();
    },
  };
}
