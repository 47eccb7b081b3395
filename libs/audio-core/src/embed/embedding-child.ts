import { flushCompileCache } from 'node:module';
import { IncomingTrack } from './incoming-track.ts';
import { modelOf } from './model-registry.ts';
import { sentError } from './sent-error.ts';
import { TrackEmbedder } from './track-embedder.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './worker-protocol.ts';

/**
 * Process that owns one model, and decodes and embeds one track at a time. Its only argument is the settings, as JSON.
 * The model blocks the event loop, so requests are answered between its calls.
 */
const settings = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings;

const reply = (message: WorkerReply, sent = (): void => undefined): void =>
  void process.send?.(message, undefined, undefined, sent);

try {
  const { spec, load } = modelOf(settings.model);
  const model = await load(settings.folder, { intraOpThreads: settings.intraOpThreads, device: settings.device });
  /** Tracks that are prepared, wait for their turn or are being embedded. */
  const tracks = new Map<number, { readonly track: IncomingTrack; isPrepared: boolean }>();
  /** Ends with the last track that was asked for. */
  let turn = Promise.resolve();

  const embed = async (job: number, track: IncomingTrack, windowSamples: number): Promise<void> => {
    try {
      const embedder = new TrackEmbedder(spec, model, windowSamples);
      for await (const samples of track.samples()) await embedder.push(samples);
      reply({ type: 'done', job, result: await embedder.finish() });
    } catch (error) {
      reply({ type: 'failed', job, ...sentError(error) });
    } finally {
      tracks.delete(job);
    }
  };

  const open = (request: Extract<WorkerRequest, { type: 'prepare' | 'embed' }>): IncomingTrack => {
    const track =
      request.source === null
        ? tracks.get(request.job)!.track
        : new IncomingTrack(request.source, spec.features.sampleRate);
    tracks.set(request.job, { track, isPrepared: request.type === 'prepare' });
    return track;
  };

  const handle = (request: WorkerRequest): void => {
    const { job } = request;
    if (request.type === 'prepare') {
      open(request);
    } else if (request.type === 'embed') {
      const track = open(request);
      turn = turn.then(() => embed(job, track, request.windowSamples));
    } else {
      const known = tracks.get(job);
      // It has just ended.
      if (known === undefined) return;
      const { track, isPrepared } = known;
      const { waitsForDecoder } = track;
      if (request.type === 'stop' || waitsForDecoder) track.stop();
      if (request.type === 'expire') reply({ type: 'late', job, waitsForDecoder });
      if (isPrepared) tracks.delete(job);
    }
  };

  process.on('message', handle);
  process.on('disconnect', () => {
    // The parent has ended.
    for (const { track } of tracks.values()) track.stop();
    process.exit();
  });
  // A killed process does not write the cache.
  flushCompileCache();
  reply({ type: 'ready' });
} catch (error) {
  reply({ type: 'failed', job: null, ...sentError(error) }, () => process.exit());
}
