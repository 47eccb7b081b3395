import { readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { openSqliteRecords, openSqliteStore } from '@soundalike/sqlite-store';
import { provideModel } from '@soundalike/model-builder';
import { openEmbedder } from '../model/open-embedder.ts';
import { runLibrary } from './run-library.ts';

/**
 * A complete run with the real decoder and musicnn that reports its memory and its open descriptors (Linux only):
 * `soaked-run.ts ROOT STORE_FILE`.
 */
const [root = '', path = ''] = process.argv.slice(2);
const model = await provideModel({ modelDir: root, choice: 'musicnn', download: false });
const store = await openSqliteStore({ path, space: model.space, create: true });
const records = await openSqliteRecords({ path });
const embedder = await openEmbedder(model, { ffmpegPath: null, etlConcurrency: null, etlThreads: null });

const measure = () => ({ rss: process.memoryUsage.rss(), descriptors: readdirSync('/proc/self/fd').length });
const measured: ReturnType<typeof measure>[] = [];
const { summary } = await runLibrary(root, store, records, {
  embed: (file, signal) => embedder.embed(file, signal),
  concurrency: embedder.concurrency,
  observer: {
    progress: ({ done, total }) => {
      if (Number.isInteger((done * 20) / total)) measured.push(measure());
    },
  },
});
await embedder[Symbol.asyncDispose]();
await records.close();
await store.close();
// The descriptors of a child process are closed some turns of the event loop after it has ended.
for (let n = 0; n < 100 && measure().descriptors > measured[0]!.descriptors; n++) await setTimeout(50);
process.stdout.write(JSON.stringify({ added: summary.added, failed: summary.failed, measured, after: measure() }));
