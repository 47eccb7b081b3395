export { decodeAudio } from './decode/decode-audio.ts';
export type { DecodeOptions } from './decode/decode-audio.ts';
export { DECODE_LIMITS } from './decode/decode-limits.ts';
export type { DecodeLimits } from './decode/decode-limits.ts';
export type { DecodeCommand, Decoder, DecodeRequest } from './decode/decoder.ts';
export { findDecoder } from './decode/find-decoder.ts';
