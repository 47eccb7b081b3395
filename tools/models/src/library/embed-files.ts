import { availableCores, embedFile, EmbeddingPool } from '@soundalike/audio-core';
import type { Decoder } from '@soundalike/audio-core';
import { createWorkDisplay } from '@soundalike/command-line';
import { isSoundalikeError } from '@soundalike/errors';
import type { ProvidedModel } from '@soundalike/model-builder';
import { reportSkipped } from './audio-files.ts';

/**
 * Embed files one after the other, with a progress display. Files that cannot be embedded are skipped and reported at
 * the end. @returns vectors by path
 */
export async function embedFiles(
  paths: readonly string[],
  model: ProvidedModel,
  decoder: Decoder,
  signal: AbortSignal,
): Promise<Map<string, Float32Array>> {
  const display = createWorkDisplay(`Embedding in ${model.manifest.precision}`, { name: 'tracks', perUnit: 1 });
  const unused: string[] = [];
  await using pool = new EmbeddingPool({
    model: model.spec.id,
    folder: model.folder,
    workers: 1,
    intraOpThreads: availableCores(),
  });
  const embeddings = new Map<string, Float32Array>();
  try {
    for (const [index, path] of paths.entries()) {
      try {
        embeddings.set(
          path,
          (await embedFile(path, { pool, spec: model.spec, decoder, excerpt: null, signal })).embedding,
        );
      } catch (error) {
        if (!isSoundalikeError(error) || signal.aborted) throw error;
        unused.push(`${path}: ${error.message}`);
      }
      display.progress(index + 1, paths.length);
    }
  } finally {
    display.stop();
    reportSkipped(unused);
  }
  return embeddings;
}
