import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { TAG_READER_VERSION } from '@soundalike/audio-core/tags';
import { NO_TAGS } from '@soundalike/catalog';
import { runCommand, wholeNumber } from '@soundalike/command-line';
import { openStore } from '@soundalike/store-opener';
import { readSettings } from '@soundalike/settings';
import { planLibrary } from '../plan/plan-library.ts';
import { FAKE_SPACE } from '../testing/fake-audio.ts';
import { generatedFileSystem, generatedTracks } from '../testing/generated-file-system.ts';

const FILES_PER_FOLDER = 1000;
const MEBIBYTE = 1024 ** 2;
const TRACKS_PER_BATCH = 2000;

const program = new Command('bench plan')
  .description('Plans an unchanged library: tracks in a real embedded store, files in a generated file system.')
  .option('--files <n>', 'number of files, in folders of a thousand', wholeNumber(1000), 1_000_000);

await runCommand(program, async (signal) => {
  const { files } = program.opts<{ files: number }>();
  const folders = Math.ceil(files / FILES_PER_FOLDER);
  const folder = await mkdtemp(join(tmpdir(), 'bench-plan-'));
  try {
    await using store = await openStore(readSettings({ STORE_PATH: join(folder, 'store.db') }), FAKE_SPACE);
    const embedding = new Float32Array(FAKE_SPACE.dims).fill(1 / Math.sqrt(FAKE_SPACE.dims));
    let batch: Parameters<typeof store.upsert>[0][number][] = [];
    for await (const { id, paths } of generatedTracks(folders, FILES_PER_FOLDER)) {
      batch.push({
        id,
        paths,
        embedding,
        spaceId: FAKE_SPACE.id,
        audioDigest: `sha256:${id}${id}`,
        ...NO_TAGS,
        tagReaderVersion: TAG_READER_VERSION,
        title: paths[0]!.path,
        artist: null,
        album: null,
        durationSeconds: 180,
        soundTags: [],
        indexedAt: '2026-01-01T00:00:00.000Z',
      });
      if (batch.length < TRACKS_PER_BATCH) continue;
      await store.upsert(batch);
      batch = [];
      signal.throwIfAborted();
    }
    await store.upsert(batch);
    batch = [];
    const before = process.memoryUsage.rss();
    let peak = before;
    const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 100);
    const startedAt = performance.now();
    const plan = await planLibrary({
      root: '/.library',
      store,
      failures: [],
      fileSystem: generatedFileSystem(folders, FILES_PER_FOLDER),
      signal,
    });
    const seconds = (performance.now() - startedAt) / 1000;
    clearInterval(timer);
    plan.ledger[Symbol.dispose]();
    const { unchanged, toRead, vanished } = plan.counts;
    process.stdout.write(
      `${unchanged} unchanged, ${toRead} to read, ${vanished} vanished: ${seconds.toFixed(1)} s, ` +
        `memory ${Math.round(before / MEBIBYTE)} MiB before, ${Math.round(peak / MEBIBYTE)} MiB at most\n`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return undefined;
});
