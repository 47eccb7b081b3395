import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';

/** A Subsonic server with its WSGI server, and a client to read it by; npm has no such server. */
const PACKAGES = ['supysonic==0.7.9', 'waitress==3.0.2', 'py-opensonic==10.4.1'];

const ENVIRONMENT = fileURLToPath(new URL('../../../../node_modules/.cache/supysonic-0.7.9', import.meta.url));
const INSTALLED = join(ENVIRONMENT, 'installed');

/** Print the playlists of a user, after renaming one, or making some with a song. */
const SCRIPT = `
import json, sys
from libopensonic import Connection
from libopensonic.media import Playlist
read = Playlist.from_dict
# supysonic leaves out this field, which the client wants.
Playlist.from_dict = classmethod(lambda cls, fields: read({'changed': fields['created'], **fields}))
port, user, password, renamed, *names = sys.argv[1:]
server = Connection('http://127.0.0.1', user, password, port=int(port), legacy_auth=True)
if renamed:
    server.update_playlist(renamed, name=names.pop())
for name in names:
    server.create_playlist(name=name, song_ids=[server.search3('Plain').song[0].id])
lists = [server.get_playlist(each.id) for each in server.get_playlists()]
print(json.dumps([{'id': each.id, 'name': each.name, 'songs': [song.title for song in each.entry or []]} for each in lists]))
`;

/** A playlist as py-opensonic reads it. */
export interface ReadPlaylist {
  readonly id: string;
  readonly name: string;
  readonly songs: readonly string[];
}

/** A running server of one folder of music. */
export interface Supysonic extends AsyncDisposable {
  readonly address: string;
  /** Return the playlists that a user sees, after making one by each of the names. */
  playlists(user: string, ...names: string[]): ReadPlaylist[];
  /** Rename a playlist of a user. */
  rename(user: string, id: string, name: string): void;
}

/** Install the server at the first time. @returns the reason if it cannot be had */
export function provideSupysonic(): string | null {
  if (existsSync(INSTALLED)) return null;
  const steps = [
    ['python3', '-m', 'venv', '--clear', ENVIRONMENT],
    [join(ENVIRONMENT, 'bin/pip'), 'install', '--quiet', '--no-compile', ...PACKAGES],
  ];
  for (const [command, ...args] of steps) {
    const { status, stderr, error } = spawnSync(command!, args, { encoding: 'utf8' });
    if (status !== 0) return error?.message ?? stderr.trim().split('\n').at(-1) ?? 'unknown';
  }
  writeFileSync(INSTALLED, '');
  return null;
}

/**
 * Index music and serve it.
 * @param folder empty folder for its files
 * @param users names and passwords
 */
export async function startSupysonic(
  folder: string,
  music: string,
  users: Readonly<Record<string, string>>,
): Promise<Supysonic> {
  await mkdir(folder, { recursive: true });
  const port = await getPort();
  const base = `[base]\ndatabase_uri = sqlite:///${join(folder, 'supysonic.db')}\n`;
  writeFileSync(join(folder, 'supysonic.conf'), `${base}[webapp]\ncache_dir = ${folder}\nmount_webui = off\n`);
  const program = (name: string): string => join(ENVIRONMENT, 'bin', name);
  const env = { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8' };
  const cli = (...args: string[]) => execFileSync(program('supysonic-cli'), args, { cwd: folder, env });
  for (const [user, password] of Object.entries(users)) cli('user', 'add', user, '-p', password);
  cli('folder', 'add', 'Music', music);
  cli('folder', 'scan', 'Music', '-f');
  const server = spawn(program('supysonic-server'), ['-S', 'waitress', '-h', '127.0.0.1', '-p', String(port)], {
    cwd: folder,
    env,
    stdio: 'ignore',
  });
  const address = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(address).then(
      () => true,
      () => false,
    ))
  )
    if (server.exitCode !== null) throw new Error(`supysonic ended with ${server.exitCode}`);
    else await new Promise((resolve) => setTimeout(resolve, 50));
  const ask = (user: string, renamed: string, names: readonly string[]): ReadPlaylist[] => {
    const args = ['-c', SCRIPT, String(port), user, users[user]!, renamed, ...names];
    return JSON.parse(execFileSync(program('python'), args, { encoding: 'utf8' })) as ReadPlaylist[];
  };
  return {
    address,
    playlists: (user, ...names) => ask(user, '', names),
    rename: (user, id, name) => void ask(user, id, [name]),
    [Symbol.asyncDispose]() {
      server.kill();
      return Promise.resolve();
    },
  };
}
