/** What FFmpeg's filters take of the channels of one stream. */
const MAX_CHANNELS = 64;

/** Divided by the sum of its weights (`<`); channels that a stream lacks are left out, so this is the mean of however many there are. */
const MEAN_OF_CHANNELS = `pan=mono|c0<${Array.from({ length: MAX_CHANNELS }, (_, channel) => `c${channel}`).join('+')}`;

/**
 * Resampling by swresample, which every FFmpeg has (soxr is optional, and then the samples would depend on the build). Passband up to
 * 0.91 and stopband from 1.0 of the lower Nyquist frequency, as soxr_hq, the reference's resampler; the default starts to fall at 0.79.
 */
const RESAMPLER = 'filter_size=128:cutoff=0.957:kaiser_beta=8';

/**
 * Seconds to decode before the start of a window and drop: the first frames after a seek lack what they overlap with, and FFmpeg 8 gives none
 * for the first packet of AAC.
 */
export const WINDOW_PREROLL = 0.1;

/** Seconds to read beyond the end of a window, for the resampler's filter reaches beyond. */
export const WINDOW_MARGIN = 0.2;

/** Ends a window's samples where it ends, to the sample, after resampling. */
export function cutFilter(sampleRate: number, seconds: number): string {
  return `atrim=end_sample=${Math.round(sampleRate * seconds)}`;
}

/**
 * The filters, in FFmpeg's syntax, from any audio stream to mono float32 at `sampleRate` Hz: what `librosa.load(mono=True)` does.
 * FFmpeg's own downmix will not do: from float it gives (L + R) / √2, 3 dB too loud, and it leaves the LFE channel out.
 */
export function filterChain(sampleRate: number): string {
  return `aformat=sample_fmts=fltp,${MEAN_OF_CHANNELS},aresample=${sampleRate}:${RESAMPLER},aformat=sample_fmts=flt`;
}
