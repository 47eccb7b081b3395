// Decoding only: nothing here loads the inference runtime.
export { decodeAudio } from './decode/decode-audio.ts';
export type { DecodeOptions } from './decode/decode-audio.ts';
export type { Decoder } from './decode/decoder.ts';
export { findDecoder } from './decode/find-decoder.ts';
