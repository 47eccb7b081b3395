import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Argument } from 'commander';
import type { Command } from 'commander';
import type { TrackStore } from '@soundalike/catalog';
import { testSpace, testTrack } from '@soundalike/catalog/testing';
import { wholeNumber } from '@soundalike/command-line';
import type { CommandAction } from '@soundalike/command-line';
import { startElasticsearch } from '@soundalike/elasticsearch-node';
import { openElasticsearchStore } from '@soundalike/es-store';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { describeMachine, percentile } from '../report/report.ts';
import { randomNames } from './random-names.ts';
import type { Names } from './random-names.ts';

/** As many as Discord shows while a member types. */
const LIMIT = 25;
const QUERIES = 40;
const BATCH = 500;
const INDEX = 'tracks-cnn14-0a1b2c3d-v1-f32';

const space = testSpace({ dims: 8 });

/** Ways to search, each with the text for one track. */
const KINDS: Readonly<Record<string, (names: Names) => string>> = {
  'one letter': ({ title }) => title.slice(0, 1),
  'three letters': ({ title }) => title.slice(0, 3),
  'title and artist, as shown': ({ title, artist }) => `${title} — ${artist} · 3:05`,
  'words of artist and album': ({ artist, album }) => `${artist} ${album}`,
  'within a title': ({ title }) => title.slice(Math.floor(title.length / 2)),
  'two letters swapped': ({ title, artist }) => swapped(`${title} ${artist}`),
  'nothing like it': ({ title }) => `xq${title.slice(0, 4)}qxzw`,
};

function swapped(text: string): string {
  const at = text.search(/[a-z]{5}/u) + 2;
  return at < 2 ? text : text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2);
}

/** `bench names`: speed of the search for names, and the size of its index. */
export function namesCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('names')
    .description(
      `Latency of the search for ${LIMIT} tracks by their names, and the size of its index, on random names. ` +
        'Both sizes of both stores took three minutes on two cores.',
    )
    .addArgument(
      new Argument('<store>', 'store to measure; a node of Elasticsearch is started').choices(Object.keys(STORES)),
    )
    .option('--tracks <n...>', 'sizes of the library', (text: string, before: number[] | undefined) => [
      ...(before ?? []),
      wholeNumber(1_000)(text),
    ]);
  return [
    command,
    async (signal) => {
      const { tracks = [20_000, 100_000] } = command.opts<{ tracks?: number[] }>();
      process.stdout.write(`${describeMachine()}; ${QUERIES} texts of each kind, ${LIMIT} results\n\n`);
      process.stdout.write('| tracks | search | p50 ms | p99 ms | found |\n|---|---|---|---|---|\n');
      for (const count of tracks) {
        signal.throwIfAborted();
        await STORES[command.processedArgs[0] as keyof typeof STORES](count);
      }
      return undefined;
    },
  ];
}

const STORES = { sqlite: measureSqlite, elasticsearch: measureElasticsearch } as const;

async function measureSqlite(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-names-'));
  try {
    const path = join(folder, 'store.db');
    await using store = await openSqliteStore({ path, space, create: true });
    await measure(store, count);
    using database = new DatabaseSync(path, { readOnly: true });
    const bytesOf = (pattern: string): number =>
      Number(database.prepare('SELECT sum(pgsize) AS bytes FROM dbstat WHERE name LIKE ?').get(pattern)?.['bytes']);
    describeSize(count, { words: bytesOf('words%'), 'index of titles': bytesOf('tracks_by_title') });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measureElasticsearch(count: number): Promise<void> {
  await using node = await startElasticsearch({ heap: '1g' });
  const endpoint = { cloudId: null, url: node.url, apiKey: null, vectorIndex: 'int8_hnsw' } as const;
  await using store = await openElasticsearchStore({ ...endpoint, numCandidates: null, space });
  await measure(store, count);
  const usage = await fetch(`${node.url}/${INDEX}/_disk_usage?run_expensive_tasks=true`, { method: 'POST' });
  const { fields = {} } = Object.values((await usage.json()) as Readonly<Record<string, DiskUsage>>).find(
    (each) => each.fields !== undefined,
  ) ?? { fields: {} };
  const bytesOf = (prefix: string): number =>
    Object.entries(fields)
      .filter(([name]) => name.startsWith(prefix))
      .reduce((sum, [, { total_in_bytes: bytes }]) => sum + bytes, 0);
  describeSize(count, { words: bytesOf('words.'), 'keys of title and artist': bytesOf('folded.') });
}

interface DiskUsage {
  readonly fields?: Readonly<Record<string, { readonly total_in_bytes: number }>>;
}

async function measure(store: TrackStore, count: number): Promise<void> {
  const names = randomNames(count);
  const startedAt = performance.now();
  for (let from = 0; from < count; from += BATCH)
    await store.upsert(names.slice(from, from + BATCH).map((each, n) => testTrack(from + n, space, each)));
  const seconds = (performance.now() - startedAt) / 1000;
  await store.search('warm', 1);
  for (const [kind, textOf] of Object.entries(KINDS)) {
    const milliseconds: number[] = [];
    let found = 0;
    for (let n = 0; n < QUERIES; n++) {
      const wanted = Math.floor((n * count) / QUERIES) + n;
      const text = textOf(names[wanted]!);
      const askedAt = performance.now();
      const tracks = await store.search(text, LIMIT);
      milliseconds.push(performance.now() - askedAt);
      if (tracks.some(({ title, artist }) => title === names[wanted]!.title && artist === names[wanted]!.artist))
        found++;
    }
    const cells = [count, kind, percentile(milliseconds, 0.5), percentile(milliseconds, 0.99), `${found}/${QUERIES}`];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  }
  process.stderr.write(`${count} tracks written in ${seconds.toFixed(1)} s\n`);
}

function describeSize(count: number, parts: Readonly<Record<string, number>>): void {
  const sizes = Object.entries(parts).map(([name, bytes]) => `${name} ${(bytes / 1e6).toFixed(1)} MB`);
  process.stderr.write(`${count} tracks: ${sizes.join(', ')}\n`);
}
