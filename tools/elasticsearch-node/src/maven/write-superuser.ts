import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

const COST = 10_000;
const BYTES = 32;

/** Adds a superuser with a random password to the file realm of a configuration folder, hashed the way Elasticsearch's `pbkdf2` hasher does. */
export function writeSuperuser(config: string): { username: string; password: string } {
  const username = 'test-admin';
  const password = randomBytes(12).toString('hex');
  const salt = randomBytes(BYTES);
  const hash = pbkdf2Sync(password, salt, COST, BYTES, 'sha512');
  appendFileSync(join(config, 'users'), `${username}:{PBKDF2}${COST}$${salt.toString('base64')}$${hash.toString('base64')}\n`);
  appendFileSync(join(config, 'users_roles'), `superuser:${username}\n`);
  return { username, password };
}
