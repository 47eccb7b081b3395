import { parentPort, workerData } from 'node:worker_threads';
import { isCatalogError, reasonOf } from '@soundalike/catalog';
import { modelOf } from '../models/registry.ts';
import { TrackEmbedder } from './track-embedder.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './worker-protocol.ts';

/** Thread that owns one model and embeds one track at a time; inference blocks a thread, so it must not be the main one. */
const settings = workerData as WorkerSettings;
const port = parentPort;
if (port === null) throw new Error('embedding-worker.ts: expected to run in a worker thread');

const reply = (message: WorkerReply): void => port.postMessage(message);
const fail = (job: number | null, error: unknown): void =>
  reply({ type: 'failed', job, code: isCatalogError(error) ? error.code : 'EMBEDDING_INVALID', message: reasonOf(error) });

let current: { readonly job: number; readonly embedder: TrackEmbedder } | null = null;

try {
  const { spec, load } = modelOf(settings.model);
  const model = await load(settings.folder, { intraOpThreads: settings.intraOpThreads });

  const handle = async (request: WorkerRequest): Promise<void> => {
    try {
      if (request.type === 'begin') {
        current = { job: request.job, embedder: new TrackEmbedder(spec, model) };
        return;
      }
      const embedder = current?.job === request.job ? current.embedder : null;
      if (request.type === 'samples') {
        await embedder?.push(request.samples);
        reply({ type: 'taken', job: request.job });
      } else if (embedder !== null) {
        reply({ type: 'done', job: request.job, result: await embedder.finish() });
        current = null;
      }
    } catch (error) {
      current = null;
      fail(request.job, error);
    }
  };

  let queue = Promise.resolve();
  port.on('message', (request: WorkerRequest) => {
    queue = queue.then(() => handle(request));
  });
  reply({ type: 'ready' });
} catch (error) {
  fail(null, error);
  port.close();
}
