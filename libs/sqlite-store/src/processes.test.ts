import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testSpace, testTrack } from '@soundalike/catalog/testing';
import { openSqliteRecords, openSqliteStore } from './index.ts';
import { temporaryFile } from './testing/temporary-file.ts';

const PROGRAM = fileURLToPath(new URL('./testing/upserting-process.ts', import.meta.url));
const space = testSpace({ dims: 256 });

function startWriter(path: string, from: number, to: number): ChildProcess {
  return spawn(process.execPath, [PROGRAM, path, JSON.stringify(space), String(from), String(to)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Read a stream to its end. */
async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

const idsOf = (numbers: readonly number[]): string[] => numbers.map((n) => testTrack(n, space).id);

test('killing a writer at any moment loses nothing that it acknowledged, and leaves a valid file', async () => {
  const path = temporaryFile();
  const safe: number[] = [];
  for (let round = 0; round < 6; round++) {
    // So many that it cannot finish before it is killed.
    const writer = startWriter(path, round * 1_000_000, (round + 1) * 1_000_000);
    const exited = once(writer, 'exit');
    const acknowledged: number[] = [];
    // Kill it shortly after a random number of acknowledgements, in the middle of the next writes.
    const enough = 1 + Math.floor(Math.random() * 60);
    for await (const line of createInterface({ input: writer.stdout! })) {
      acknowledged.push(Number(line));
      if (acknowledged.length === enough) setTimeout(() => writer.kill('SIGKILL'), Math.random() * 5);
    }
    expect(await exited).toEqual([null, 'SIGKILL']);
    safe.push(...acknowledged);

    await using store = await openSqliteStore({ path, space, create: true });
    await using records = await openSqliteRecords({ path });
    expect((await store.get(idsOf(safe))).map(({ id }) => id)).toEqual(idsOf(safe));
    expect(await store.vectors(idsOf(safe.slice(-3)))).toEqual(
      safe.slice(-3).map((n) => ({ id: testTrack(n, space).id, embedding: testTrack(n, space).embedding })),
    );
    for (const n of safe.slice(-3)) expect((await records.get('maps', `track-${n}`))?.value).toBe(n);
    const stored = await store.count();
    expect(await store.similarToVector(testTrack(0, space).embedding, stored + 1)).toHaveLength(stored);
    expect(await store.search('title', stored + 1)).toHaveLength(stored);
  }
  const connection = new DatabaseSync(path);
  expect(connection.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  expect(connection.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  connection.exec(`INSERT INTO words (words) VALUES ('integrity-check')`);
  connection.close();
});

test('several processes create the same file and write to it concurrently without an error', async () => {
  const path = temporaryFile();
  const share = 60;
  const writers = [0, 1, 2, 3].map((part) => startWriter(path, part * share, (part + 1) * share));
  const outcomes = await Promise.all(
    writers.map(async (writer) => {
      const [[code], errors] = await Promise.all([once(writer, 'exit'), textOf(writer.stderr), textOf(writer.stdout)]);
      return { code: code as number, errors };
    }),
  );
  expect(outcomes).toEqual(writers.map(() => ({ code: 0, errors: '' })));
  await using store = await openSqliteStore({ path, space, create: true });
  expect(await store.count()).toBe(4 * share);
  await using records = await openSqliteRecords({ path });
  let count = 0;
  for await (const _record of records.list('maps')) count++;
  expect(count).toBe(4 * share);
});
