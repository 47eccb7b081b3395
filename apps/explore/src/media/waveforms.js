import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { decodeAudio, findDecoder } from '@soundalike/audio-core';
import { peaks } from './peaks.ts';
/** Enough for a picture of loudness, and quick to decode. */
const SAMPLE_RATE = 8_000;
const BINS = 400;
/** 400 numbers each: some 2 MB in all. */
const KEPT = 500;
const DECODED_AT_ONCE = 2;
/** Draws waveforms from the files on demand, and keeps the latest in memory. */
export class Waveforms {
  #cache = new LRUCache({ max: KEPT });
  #underWay = new Map();
  #limit = pLimit(DECODED_AT_ONCE);
  #ffmpegPath;
  #signal;
  #decoder = null;
  constructor(ffmpegPath, signal) {
    this.#ffmpegPath = ffmpegPath;
    this.#signal = signal;
  }
  /**
   * @param id of the track, under which the waveform is kept: other audio has another id
   * @param path absolute
   * @throws the errors of `decodeAudio`
   */
  async of(id, path) {
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
  async #draw(path) {
    this.#decoder ??= findDecoder(this.#ffmpegPath === null ? {} : { ffmpegPath: this.#ffmpegPath });
    const decoder = await this.#decoder;
    return peaks(decodeAudio(path, { sampleRate: SAMPLE_RATE, decoder, signal: this.#signal }), SAMPLE_RATE, BINS);
  }
}
