/**
 * FFmpeg options of the input. A file must not name other files or hosts to read, as playlists do, nor be of a format
 * that is not accepted.
 */
export const INPUT_OPTIONS = {
  protocol_whitelist: 'file,pipe',
  format_whitelist: 'mp3,flac,ogg,wav,w64,mov,aac,aiff,asf,ape,wv,matroska,mpc,mpc8,dsf,iff,tta,tak',
} as const;

/** Names of the accepted formats, for people. */
export const ACCEPTED_FORMATS =
  'audio in a known format (MP3, FLAC, Ogg, MP4, AAC, WAV, AIFF, WMA, WavPack, APE, Musepack, Matroska, DSD, TTA, TAK)';

/** Most channels of one stream that FFmpeg's filters accept. */
const MAX_CHANNELS = 64;

/** The mean of all channels: `<` divides by the sum of the weights, and leaves out channels that a stream lacks. */
const MEAN_OF_CHANNELS = `pan=mono|c0<${Array.from({ length: MAX_CHANNELS }, (_, channel) => `c${channel}`).join('+')}`;

/**
 * Resampling by swresample, which every FFmpeg has. (soxr is optional, and the samples would depend on the build.)
 * The passband ends at 0.91 and the stopband begins at 1.0 of the lower Nyquist frequency, as in soxr_hq, the
 * reference's resampler. The default of swresample starts to fall at 0.79.
 */
const RESAMPLER = 'filter_size=128:cutoff=0.957:kaiser_beta=8';

/**
 * Seconds to decode before the start of a window and drop: the first frames after a seek lack the frames that they
 * overlap with, and FFmpeg 8 returns none for the first packet of AAC.
 */
export const WINDOW_PREROLL = 0.1;

/** Seconds to read beyond the end of a window, because the filter of the resampler reaches beyond. */
export const WINDOW_MARGIN = 0.2;

/** Return the address of a local file. With the protocol, a name is never taken for an option or another protocol. */
export function fileAddress(absolutePath: string): string {
  return `file:${absolutePath}`;
}

/** Return the filter that ends a window's samples at its end, to the sample, after resampling. */
export function cutFilter(sampleRate: number, seconds: number): string {
  return `atrim=end_sample=${Math.round(sampleRate * seconds)}`;
}

/**
 * Return the filters, in FFmpeg's syntax, from any audio stream to mono float32 at `sampleRate` Hz, as
 * `librosa.load(mono=True)` does. FFmpeg's own downmix is unusable: from float it computes (L + R) / √2, 3 dB too
 * loud, and it leaves the LFE channel out.
 */
export function filterChain(sampleRate: number): string {
  return `aformat=sample_fmts=fltp,${MEAN_OF_CHANNELS},aresample=${sampleRate}:${RESAMPLER},aformat=sample_fmts=flt`;
}
