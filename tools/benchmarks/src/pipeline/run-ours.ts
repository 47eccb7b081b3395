/**
 * This project's side, with the decoder, worker processes and bounded read-ahead of the ETL. Usage:
 * `node run-ours.ts JSON`, where JSON is `OursOptions`. Prints the lines that `Side` defines.
 */
import pLimit from 'p-limit';
import { embedFile, EmbeddingPool, findDecoder, modelOf } from '@soundalike/audio-core';
import type { Excerpt, ModelId } from '@soundalike/catalog';

/** Options of this program. */
export interface OursOptions {
  readonly model: ModelId;
  /** Folder of the model's files. */
  readonly folder: string;
  readonly workers: number;
  readonly intraOpThreads: number;
  readonly excerpt: Excerpt | null;
  readonly paths: readonly string[];
}

const { model, folder, workers, intraOpThreads, excerpt, paths } = JSON.parse(process.argv[2]!) as OursOptions;
const decoder = await findDecoder(process.env['FFMPEG_PATH'] ? { ffmpegPath: process.env['FFMPEG_PATH'] } : {});
await using pool = new EmbeddingPool({ model, folder, workers, intraOpThreads });
const { spec } = modelOf(model);
const embed = (path: string) => embedFile(path, { pool, spec, decoder, excerpt });
await Promise.all(Array.from({ length: workers }, () => embed(paths[0]!)));
process.stdout.write('ready\n');
const start = performance.now();
await pLimit(workers + 1).map(paths, embed);
process.stdout.write(`done ${(performance.now() - start) / 1000}\n`);
