import { flushCompileCache } from 'node:module';
import { isSoundalikeError, reasonOf } from '@soundalike/errors';
import { modelOf } from './model-registry.ts';
import { TrackEmbedder } from './track-embedder.ts';
import { REQUEST_CHANNEL, RequestReader } from './worker-protocol.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './worker-protocol.ts';

/** Process that owns one model and embeds one track at a time. Its only argument is the settings, as JSON. */
const settings = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings;

const reply = (message: WorkerReply, sent = (): void => undefined): void =>
  void process.send?.(message, undefined, undefined, sent);
const failure = (job: number | null, error: unknown): WorkerReply => ({
  type: 'failed',
  job,
  code: isSoundalikeError(error) ? error.code : 'EMBEDDING_INVALID',
  message: reasonOf(error),
});

/** The current track; null after it has failed, so that its remaining samples are dropped. */
let embedder: TrackEmbedder | null = null;

try {
  const { spec, load } = modelOf(settings.model);
  const model = await load(settings.folder, { intraOpThreads: settings.intraOpThreads, device: settings.device });

  const handle = async (request: WorkerRequest): Promise<void> => {
    try {
      if (request.type === 'begin') {
        embedder = new TrackEmbedder(spec, model, request.windowSamples);
      } else if (request.type === 'samples') {
        await embedder?.push(request.samples);
        reply({ type: 'taken', job: request.job });
      } else if (embedder !== null) {
        reply({ type: 'done', job: request.job, result: await embedder.finish() });
        embedder = null;
      }
    } catch (error) {
      embedder = null;
      reply(failure(request.job, error));
    }
  };

  // A killed process does not write the cache.
  flushCompileCache();
  reply({ type: 'ready' });
  const requests = new RequestReader(REQUEST_CHANNEL);
  for (let request = requests.read(); request !== null; request = requests.read()) await handle(request);
  // The parent has ended.
  process.exit();
} catch (error) {
  reply(failure(null, error), () => process.exit());
}
