export { wavBytes } from '../decode/wav-bytes.ts';
export type { WavFormat } from '../decode/wav-bytes.ts';
export { decodeAll, decodersHere } from './decoders.ts';
export { encodeAudio, retagAudio, writeWav } from './encode-audio.ts';
export type { EncodedTags } from './encode-audio.ts';
export { GOLDEN_SAMPLE_RATE, GOLDEN_WAVS, writeGoldenMp3, writeGoldenWav } from './golden-audio.ts';
export { chord, noise, signalToNoise, testSignal, tone } from './signals.ts';
export { id3v2Tag, pictureFrame, textFrame, uint32 } from './tag-bytes.ts';
export { treeMemory } from './tree-memory.ts';
