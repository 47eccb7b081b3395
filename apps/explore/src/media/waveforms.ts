import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { decodeAudio, findDecoder } from '@soundalike/audio-core/decode';
import type { Decoder } from '@soundalike/audio-core/decode';
import { peaks } from './peaks.ts';

/** Enough for a picture of loudness, and quick to decode. */
const SAMPLE_RATE = 8_000;
const BINS = 400;
/** 400 numbers each: some 2 MB in all. */
const KEPT = 500;
const DECODED_AT_ONCE = 2;

/** Draws waveforms from the files on demand, and keeps the latest in memory. */
export class Waveforms {
  readonly #cache = new LRUCache<string, number[]>({ max: KEPT });
  readonly #underWay = new Map<string, Promise<number[]>>();
  readonly #limit = pLimit(DECODED_AT_ONCE);
  readonly #ffmpegPath: string | null;
  readonly #signal: AbortSignal;
  #decoder: Promise<Decoder> | null = null;

  constructor(ffmpegPath: string | null, signal: AbortSignal) {
    this.#ffmpegPath = ffmpegPath;
    this.#signal = signal;
  }

  /**
   * @param id of the track, under which the waveform is kept: other audio has another id
   * @param path absolute
   * @throws the errors of `decodeAudio`
   */
  async of(id: string, path: string): Promise<number[]> {
    const kept = this.#cache.get(id);
    if (kept) return kept;
    const underWay = this.#underWay.get(id) ?? this.#limit(() => this.#draw(path));
    this.#underWay.set(id, underWay);
    try {
      const waveform = await underWay;
      this.#cache.set(id, waveform);
      return waveform;
    } finally {
      this.#underWay.delete(id);
    }
  }

  async #draw(path: string): Promise<number[]> {
    this.#decoder ??= findDecoder(this.#ffmpegPath === null ? {} : { ffmpegPath: this.#ffmpegPath });
    const decoder = await this.#decoder;
    return peaks(decodeAudio(path, { sampleRate: SAMPLE_RATE, decoder, signal: this.#signal }), SAMPLE_RATE, BINS);
  }
}
