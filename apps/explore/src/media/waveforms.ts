import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { decodeAudio, findDecoder } from '@soundalike/audio-core/decode';
import type { Decoder } from '@soundalike/audio-core/decode';
import { peaks } from './peaks.ts';

/** Hz; enough to draw loudness, and quick to decode. */
const SAMPLE_RATE = 8_000;
const BINS = 400;
/** 400 numbers each: about 2 MB in total. */
const MAX_CACHED = 500;
const MAX_CONCURRENT = 2;

/** Computes waveforms from files on demand and caches the latest in memory. */
export class Waveforms {
  readonly #cache = new LRUCache<string, number[]>({ max: MAX_CACHED });
  readonly #pending = new Map<string, Promise<number[]>>();
  readonly #limit = pLimit(MAX_CONCURRENT);
  readonly #ffmpegPath: string | null;
  readonly #signal: AbortSignal;
  #decoder: Promise<Decoder> | null = null;

  constructor(ffmpegPath: string | null, signal: AbortSignal) {
    this.#ffmpegPath = ffmpegPath;
    this.#signal = signal;
  }

  /**
   * Return the waveform of a track.
   * @param id of the track, the key of the cache: different audio has a different id
   * @param path absolute path of the audio file
   * @throws the errors of `decodeAudio`
   */
  async of(id: string, path: string): Promise<number[]> {
    const cached = this.#cache.get(id);
    if (cached) return cached;
    const pending = this.#pending.get(id) ?? this.#limit(() => this.#compute(path));
    this.#pending.set(id, pending);
    try {
      const waveform = await pending;
      this.#cache.set(id, waveform);
      return waveform;
    } finally {
      this.#pending.delete(id);
    }
  }

  async #compute(path: string): Promise<number[]> {
    this.#decoder ??= findDecoder(this.#ffmpegPath === null ? {} : { ffmpegPath: this.#ffmpegPath });
    const decoder = await this.#decoder;
    return peaks(decodeAudio(path, { sampleRate: SAMPLE_RATE, decoder, signal: this.#signal }), SAMPLE_RATE, BINS);
  }
}
