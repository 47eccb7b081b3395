import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SoundalikeError } from '@soundalike/errors';

/** Endings of the files that SQLite keeps next to an open one. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/**
 * Check that a copy of a store may be written to `target`.
 * @param overwrite whether an existing file may be replaced
 * @throws `USAGE` for a file that may not be replaced, the store itself, a folder, or a database that is open
 */
export function checkTarget(store: string, target: string, overwrite: boolean): void {
  if (!existsSync(dirname(resolve(target))))
    throw refusal(`there is no folder ${dirname(resolve(target))}; create it first`);
  if (isOfStore(store, target)) throw refusal(`${target} is the store itself; choose another name`);
  const companion = COMPANIONS.map((suffix) => `${target}${suffix}`).find((path) => existsSync(path));
  // Its content would be taken for changes of the copy, and damage it.
  if (companion !== undefined) {
    throw refusal(`${companion} exists, so a program may have ${target} open; choose another name`);
  }
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw refusal(`${target} is a folder; name a file`);
  if (stats && !overwrite) {
    throw refusal(`${target} exists; choose another name, or replace it with --force`);
  }
}

function isOfStore(store: string, target: string): boolean {
  if (['', ...COMPANIONS].some((suffix) => resolve(`${store}${suffix}`) === resolve(target))) return true;
  const [ours, theirs] = [store, target].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  return ours !== undefined && ours.ino === theirs?.ino && ours.dev === theirs.dev;
}

function refusal(reason: string): SoundalikeError {
  return new SoundalikeError('USAGE', reason);
}
