import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Superuser, Users } from '../node/elasticsearch-node.ts';

const SUPERUSER = 'test-admin';
const PBKDF2_ITERATIONS = 10_000;
const HASH_BYTES = 32;

/** Folders of one run. */
export interface RunFolders {
  readonly config: string;
  readonly temporary: string;
}

/**
 * Write the folder of one run: configuration, data, logs and temporary files of a single node that listens on
 * 127.0.0.1.
 */
export function writeConfig(home: string, folder: string, port: number, security: boolean): RunFolders {
  const [config, data, logs, temporary] = ['config', 'data', 'logs', 'tmp'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const each of [config, data, logs, temporary]) mkdirSync(each);
  for (const name of ['jvm.options', 'log4j2.properties']) copyFileSync(join(home, 'config', name), join(config, name));
  const settings = {
    'cluster.name': 'soundalike-test',
    'discovery.type': 'single-node',
    'network.host': '127.0.0.1',
    'http.port': port,
    'path.data': data,
    'path.logs': logs,
    'cluster.routing.allocation.disk.threshold_enabled': false,
    'xpack.security.enabled': security,
  };
  // JSON is valid YAML.
  writeFileSync(join(config, 'elasticsearch.yml'), JSON.stringify(settings));
  return { config, temporary };
}

/** Add a superuser and the users to the file realm of a configuration folder, all with one random password. */
export function writeUsers(config: string, users: Users): Superuser {
  const password = randomBytes(12).toString('hex');
  const roles = { [SUPERUSER]: 'superuser', ...Object.fromEntries(Object.keys(users).map((name) => [name, name])) };
  const lines = (entries: readonly (readonly [string, string])[]): string =>
    entries.map(([left, right]) => `${left}:${right}\n`).join('');
  writeFileSync(join(config, 'users'), lines(Object.keys(roles).map((name) => [name, hash(password)])));
  writeFileSync(join(config, 'users_roles'), lines(Object.entries(roles).map(([name, role]) => [role, name])));
  // JSON is valid YAML, but this file is first split by lines: one role per line.
  writeFileSync(
    join(config, 'roles.yml'),
    lines(Object.entries(users).map(([name, role]) => [name, ` ${JSON.stringify(role)}`])),
  );
  return { username: SUPERUSER, password };
}

/** Hash a password for Elasticsearch's `pbkdf2` hasher: PBKDF2 with HMAC-SHA512. */
function hash(password: string): string {
  const salt = randomBytes(HASH_BYTES);
  const key = pbkdf2Sync(password, salt, PBKDF2_ITERATIONS, HASH_BYTES, 'sha512');
  return `{PBKDF2}${PBKDF2_ITERATIONS}$${salt.toString('base64')}$${key.toString('base64')}`;
}
