import { availableParallelism } from 'node:os';
import { embedFile, EmbeddingPool } from '@soundalike/audio-core';
import type { Decoder, ProvidedModel } from '@soundalike/audio-core';
import { isCatalogError } from '@soundalike/catalog';

/** Embeds files one after the other. @returns by path; a file that cannot be embedded is passed over */
export async function embedFiles(paths: readonly string[], model: ProvidedModel, decoder: Decoder, signal: AbortSignal): Promise<Map<string, Float32Array>> {
  await using pool = new EmbeddingPool({ model: model.spec.id, folder: model.folder, workers: 1, intraOpThreads: availableParallelism() });
  const embeddings = new Map<string, Float32Array>();
  for (const path of paths) {
    try {
      embeddings.set(path, (await embedFile(path, { pool, spec: model.spec, decoder, excerpt: null, signal })).embedding);
    } catch (error) {
      if (!isCatalogError(error) || signal.aborted) throw error;
      process.stderr.write(`passed over: ${error.message}\n`);
    }
  }
  return embeddings;
}
