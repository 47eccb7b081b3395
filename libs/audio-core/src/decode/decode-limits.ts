/** What one file may cost. A file that goes beyond is given up, the run goes on. */
export interface DecodeLimits {
  /** Longest wait for the next samples, in seconds. Time the caller takes to use them does not count. */
  readonly stallSeconds: number;
  /** Longest wait for samples in all, in seconds. */
  readonly totalSeconds: number;
  /** Longest audio, in seconds of it. */
  readonly durationSeconds: number;
  /**
   * Most memory of the decoding process, in bytes, what it shares with others (program code) left out. Watched on Linux, four times a
   * second, so a process may be above it for that long. Elsewhere only the ffmpeg program's own limit on one allocation holds.
   */
  readonly memoryBytes: number;
}

/** Far above what any sane file needs: 12 hours of audio decode in minutes, within 0.1 GB. */
export const DECODE_LIMITS: DecodeLimits = {
  stallSeconds: 30,
  totalSeconds: 30 * 60,
  durationSeconds: 12 * 3600,
  memoryBytes: 2 ** 30,
};
