const PREFIX = 'sha256:';
const ID_DIGITS = 32;

/** A track's id: the first 32 hexadecimal digits of its audio digest. */
export function trackIdOf(audioDigest: string): string {
  return audioDigest.slice(PREFIX.length, PREFIX.length + ID_DIGITS);
}
