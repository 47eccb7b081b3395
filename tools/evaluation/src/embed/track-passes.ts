import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeAudio } from '@soundalike/audio-core';
import type { Decoder, TimeWindow } from '@soundalike/audio-core';
import type { Alteration, SampleStream } from '../alter/alterations.ts';
import { ENCODED_SAMPLE_RATE, writeEncoded } from '../alter/encoding.ts';
import type { LibraryTrack } from '../library/read-library.ts';
import type { Extractor } from './extractor.ts';
import type { CachedPass, VectorCache } from './vector-cache.ts';

/** Tools for passes over tracks. */
export interface PassTools {
  readonly decoder: Decoder;
  readonly extractors: readonly Extractor[];
  readonly cache: VectorCache;
  readonly signal: AbortSignal;
}

/**
 * Return the result of every extractor for a track, in their order: from the cache, or from one decoding for each
 * sample rate.
 * @param altered alteration that is applied first, and the track's length in seconds before it
 * @throws any error of the decoder or an extractor, such as `DECODE_FAILED` or `TOO_SHORT`
 */
export async function passTrack(
  tools: PassTools,
  track: LibraryTrack,
  altered?: { alteration: Alteration; seconds: number },
): Promise<CachedPass[]> {
  const { extractors, cache } = tools;
  const keyOf = ({ key }: Extractor): string[] => [track.id, altered?.alteration.name ?? '', key];
  const passes = new Map<Extractor, CachedPass>();
  for (const extractor of extractors) {
    const cached = await cache.get(keyOf(extractor));
    if (cached) passes.set(extractor, cached);
  }
  const missing = extractors.filter((extractor) => !passes.has(extractor));
  await withSource(tools, track, missing.length > 0 ? altered : undefined, async (path, windows) => {
    for (const [sampleRate, group] of Map.groupBy(missing, (extractor) => extractor.sampleRate)) {
      const decoded = decodeAudio(path, { sampleRate, decoder: tools.decoder, signal: tools.signal, ...windows });
      const samples =
        altered && 'change' in altered.alteration
          ? altered.alteration.change(decoded, { sampleRate, seconds: altered.seconds })
          : decoded;
      const results = await extractAll(group, samples);
      for (const [index, extractor] of group.entries()) {
        const pass = { seconds: results.samples / sampleRate, vectors: results.vectors[index]! };
        passes.set(extractor, pass);
        await cache.put(keyOf(extractor), pass);
      }
    }
  });
  return extractors.map((extractor) => passes.get(extractor)!);
}

/** Windows to decode, as options of `decodeAudio`. */
interface Windows {
  readonly windows?: readonly TimeWindow[];
}

/** Call `use` with the file and the part of it to decode: the track itself, or an encoded copy that is deleted afterwards. */
async function withSource(
  tools: PassTools,
  { path }: LibraryTrack,
  altered: { readonly alteration: Alteration; readonly seconds: number } | undefined,
  use: (path: string, windows: Windows) => Promise<void>,
): Promise<void> {
  if (!altered) return use(path, {});
  const { alteration, seconds } = altered;
  const middle = alteration.middleSeconds;
  const windows = middle === undefined ? {} : { windows: [{ startSeconds: (seconds - middle) / 2, seconds: middle }] };
  if (!('encoding' in alteration)) return use(path, windows);
  const folder = await mkdtemp(join(tmpdir(), 'soundalike-copy-'));
  try {
    const copy = join(folder, `copy.${alteration.encoding.extension}`);
    const decoding = { sampleRate: ENCODED_SAMPLE_RATE, decoder: tools.decoder, signal: tools.signal, ...windows };
    await writeEncoded(copy, alteration.encoding, decodeAudio(path, decoding));
    await use(copy, {});
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function extractAll(extractors: readonly Extractor[], stream: SampleStream) {
  const extractions = extractors.map((extractor) => extractor.start());
  let samples = 0;
  for await (const piece of stream) {
    samples += piece.length;
    for (const extraction of extractions) await extraction.push(piece);
  }
  return { samples, vectors: await Promise.all(extractions.map((extraction) => extraction.finish())) };
}
