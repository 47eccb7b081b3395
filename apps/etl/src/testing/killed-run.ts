import { openSqliteRecords, openSqliteStore } from '@soundalike/sqlite-store';
import type { TrackStore } from '@soundalike/catalog';
import { serveWhenComplete } from '../spaces/serve-when-complete.ts';
import { SINGLE_SHARD } from '../scan/shard.ts';
import { FAKE_SPACE, fakeEmbed } from './fake-audio.ts';
import { runLibrary } from './run-library.ts';

/** A run in a separate process that kills itself when it passes a point: `killed-run.ts ROOT STORE_FILE POINT NTH`. */
const [root = '', path = '', point = '', nth = '1'] = process.argv.slice(2);
let left = Number(nth);

function pass(reached: string): void {
  if (reached === point && --left === 0) process.kill(process.pid, 'SIGKILL');
}

const store = await openSqliteStore({ path, space: FAKE_SPACE, create: true });
const records = await openSqliteRecords({ path });
const watched = new Proxy<TrackStore>(store, {
  get(target, name) {
    const value: unknown = Reflect.get(target, name, target);
    if (typeof value !== 'function') return value;
    return async (...args: unknown[]) => {
      pass(`before ${String(name)}`);
      const result: unknown = await (value as (...all: unknown[]) => unknown).apply(target, args);
      pass(`after ${String(name)}`);
      return result;
    };
  },
});
const embed = async (file: string) => {
  const embedded = await fakeEmbed(file);
  pass('after decode');
  return embedded;
};
// `list` returns an iterable and not a promise.
await runLibrary(root, Object.create(watched, { list: { value: () => store.list() } }) as TrackStore, records, {
  embed,
});
await serveWhenComplete(watched, records, SINGLE_SHARD, () => null);
await records.close();
await store.close();
