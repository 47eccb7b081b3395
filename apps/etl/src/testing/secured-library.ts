import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tone, writeWav } from '@soundalike/audio-core/testing';
import type { Track } from '@soundalike/catalog';
import { documentedRoles, environmentFor } from '@soundalike/elasticsearch-node';
import type { RoleDescriptors, SecuredNode } from '@soundalike/elasticsearch-node';
import { readSettings } from '@soundalike/settings';
import { openStore } from '@soundalike/store-opener';
import { afterAll } from 'vitest';
import { startCli } from './run-cli.ts';

const RATE = 16_000;

/** Variables of a command's environment. */
export type Environment = Readonly<Record<string, string>>;

/** A folder of tones, and what the embedded store holds after indexing it undisturbed. */
export interface IndexedTones {
  /** Variables of the dataset and the model. */
  readonly dataset: Environment;
  /** Variables of the embedded store. */
  readonly embedded: Environment;
  readonly count: number;
  readonly content: StoredLibrary;
}

/** Write tones to a folder and index them into the embedded store. The folder is deleted after the test file. */
export async function indexTones(count: number, seconds: number): Promise<IndexedTones> {
  const folder = await mkdtemp(join(tmpdir(), 'secured-library-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const music = join(folder, 'dataset');
  await mkdir(music);
  for (let n = 0; n < count; n++)
    await writeWav(join(music, `tone ${n}.wav`), [tone(200 + 37 * n, seconds, RATE)], RATE);
  const dataset = { DATASET_DIR: music, EMBEDDING_MODEL: 'musicnn' };
  const embedded = { ...dataset, STORE_PATH: join(folder, 'store.db') };
  const { code, stderr } = await startCli('etl', ['--once'], embedded).ended;
  if (code !== 0) throw new Error(stderr);
  return { dataset, embedded, count, content: await storedLibrary(embedded) };
}

/** What a store holds: every track with its vector, by id, without the time of indexing. */
export type StoredLibrary = Readonly<
  Record<string, { readonly track: Omit<Track, 'indexedAt'>; readonly vector: readonly number[] }>
>;

/** Read everything that the configured store holds in the space that it serves. */
export async function storedLibrary(environment: Environment): Promise<StoredLibrary> {
  await using store = await openStore(readSettings(environment));
  const ids = (await Array.fromAsync(store.list())).map(({ id }) => id);
  const [tracks, vectors] = [await store.get(ids), await store.vectors(ids)];
  return Object.fromEntries(
    tracks.map(({ indexedAt: _, ...track }, n) => [track.id, { track, vector: Array.from(vectors[n]!.embedding) }]),
  );
}

/** A library with its own alias on a secured node. */
export interface SecuredLibrary {
  readonly alias: string;
  /** Return the variables that select the library by its Cloud ID, with this key. */
  environment(key: { readonly encoded: string }): Environment;
  /** The documented role descriptors of the ETL, for this library. */
  readonly roles: RoleDescriptors;
}

/** Return a new library on a secured node. */
export function securedLibrary(node: SecuredNode): SecuredLibrary {
  const alias = `lib-${randomBytes(4).toString('hex')}`;
  return {
    alias,
    environment: (key) => ({ ...environmentFor(node.secured, key), ELASTICSEARCH_ALIAS: alias }),
    roles: documentedRoles('etl', alias),
  };
}
