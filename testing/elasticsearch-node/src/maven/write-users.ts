import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Superuser, Users } from '../node-options.ts';

const SUPERUSER = 'test-admin';
const COST = 10_000;
const BYTES = 32;

/** Puts a superuser and the users into the file realm of a configuration folder, with one random password. */
export function writeUsers(config: string, users: Users): Superuser {
  const password = randomBytes(12).toString('hex');
  const roles = { [SUPERUSER]: 'superuser', ...Object.fromEntries(Object.keys(users).map((name) => [name, name])) };
  const lines = (entries: readonly (readonly [string, string])[]): string =>
    entries.map(([left, right]) => `${left}:${right}\n`).join('');
  writeFileSync(join(config, 'users'), lines(Object.keys(roles).map((name) => [name, hash(password)])));
  writeFileSync(join(config, 'users_roles'), lines(Object.entries(roles).map(([name, role]) => [role, name])));
  // JSON is YAML, but this file is taken apart by lines first, a role a line.
  writeFileSync(
    join(config, 'roles.yml'),
    lines(Object.entries(users).map(([name, role]) => [name, ` ${JSON.stringify(role)}`])),
  );
  return { username: SUPERUSER, password };
}

/** The form of Elasticsearch's `pbkdf2` hasher: PBKDF2 with HMAC-SHA512. */
function hash(password: string): string {
  const salt = randomBytes(BYTES);
  return `{PBKDF2}${COST}$${salt.toString('base64')}$${pbkdf2Sync(password, salt, COST, BYTES, 'sha512').toString('base64')}`;
}
