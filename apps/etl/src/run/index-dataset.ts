import type { ProvidedModel } from '@soundalike/audio-core';
import { openStore } from '@soundalike/settings';
import type { Settings } from '@soundalike/settings';
import { createProgressDisplay } from '../report/progress-display.ts';
import { ingest } from './ingest.ts';
import type { IngestResult } from './ingest.ts';
import { openEmbedder } from './open-embedder.ts';

/** One run over the configured dataset into the configured store, with its progress shown on stderr. @throws as `ingest` */
export async function indexDataset(
  settings: Settings,
  model: ProvidedModel,
  allowDeletions: boolean,
  signal: AbortSignal,
): Promise<IngestResult> {
  await using store = await openStore(settings, model.space);
  await using embedder = await openEmbedder(model, settings.ffmpegPath, signal);
  const display = createProgressDisplay('Indexing');
  try {
    return await ingest({
      root: settings.datasetDir,
      store,
      embed: (path) => embedder.embed(path),
      concurrency: embedder.concurrency,
      maxDeleteShare: settings.maxDeleteShare,
      allowDeletions,
      signal,
      onProgress: (progress) => display.progress(progress),
      onFailure: (failure) => display.failure(failure),
    });
  } finally {
    display.stop();
  }
}
