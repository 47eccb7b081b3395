import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SoundalikeError } from '@soundalike/errors';

/** What SQLite keeps next to a file that is open. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/**
 * Check that a copy of a store may be put at `target`.
 * @param overwrite whether a file that is there may be replaced
 * @throws `USAGE` for a file that may not be replaced, the store itself, a folder, or a database that is open
 */
export function checkTarget(store: string, target: string, overwrite: boolean): void {
  if (!existsSync(dirname(resolve(target)))) throw refusal('a folder that is there', dirname(resolve(target)));
  if (isOfStore(store, target)) throw refusal('another file than the store and what belongs to it', target);
  const companion = COMPANIONS.map((suffix) => `${target}${suffix}`).find((path) => existsSync(path));
  // Its content would be taken for changes of the copy, and damage it.
  if (companion !== undefined) {
    throw refusal('a file that no program has open', `${companion} next to it; choose another name`);
  }
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw refusal('the name of a file', `the folder ${target}`);
  if (stats && !overwrite) {
    throw refusal('a name that is free', `${target}; choose another one, or replace that file with --force`);
  }
}

function isOfStore(store: string, target: string): boolean {
  if (['', ...COMPANIONS].some((suffix) => resolve(`${store}${suffix}`) === resolve(target))) return true;
  const [ours, theirs] = [store, target].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  return ours !== undefined && ours.ino === theirs?.ino && ours.dev === theirs.dev;
}

function refusal(expected: string, got: string): SoundalikeError {
  return new SoundalikeError('USAGE', `backup: expected ${expected}, got ${got}`);
}
