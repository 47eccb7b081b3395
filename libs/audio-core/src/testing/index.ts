export { wavBytes } from '../decode/wav-bytes.ts';
export type { WavFormat } from '../decode/wav-bytes.ts';
export { encodeAudio } from './encode-audio.ts';
export { retagAudio } from './retag-audio.ts';
export type { EncodedTags } from './retag-audio.ts';
export { chord, noise, tone } from './signals.ts';
export { writeWav } from './write-wav.ts';
