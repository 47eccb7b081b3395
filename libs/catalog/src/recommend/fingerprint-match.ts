/**
 * Share of equal bits from which two files have the same recording. Measured on 48 tracks (`npm run evaluate:copies`):
 * re-encoded, quieter, louder and trimmed copies had 0.92 or more, remasters 0.85, different tracks 0.69 or less.
 */
export const SAME_RECORDING_MATCH = 0.8;

/** Seconds between two values: Chromaprint's step of 1365 samples at 11,025 Hz. */
const SECONDS_PER_VALUE = 1365 / 11_025;

/** Furthest that one file can start after the other. */
const MAX_SHIFT = Math.round(12 / SECONDS_PER_VALUE);

/** Values that must overlap: with fewer, different pieces can agree by chance. */
const MIN_OVERLAP = Math.round(8 / SECONDS_PER_VALUE);

/** Chromaprint's value of digital silence, which says nothing about a recording. */
export const SILENT_VALUE = 627_964_279;

/**
 * Return the share of equal bits of two Chromaprint fingerprints at the shift at which most are equal, without silence:
 * about 0.5 for different recordings, 1 for the same samples.
 * @returns null if they are too short to compare
 */
export function fingerprintMatch(a: Uint32Array, b: Uint32Array): number | null {
  let best: number | null = null;
  for (let shift = -MAX_SHIFT; shift <= MAX_SHIFT; shift++) {
    const end = Math.min(a.length, b.length - shift);
    let compared = 0;
    let different = 0;
    for (let n = Math.max(0, -shift); n < end; n++) {
      if (a[n] === SILENT_VALUE || b[n + shift] === SILENT_VALUE) continue;
      compared++;
      different += bitCount(a[n]! ^ b[n + shift]!);
    }
    if (compared >= MIN_OVERLAP) best = Math.max(best ?? 0, 1 - different / (32 * compared));
  }
  return best;
}

/**
 * Return whether two Chromaprint fingerprints are of one recording: whether their `fingerprintMatch` is at least
 * `SAME_RECORDING_MATCH`. Much faster than that, since a shift is left as soon as too many bits differ.
 * @returns null if they are too short to compare
 */
export function isSameFingerprint(a: Uint32Array, b: Uint32Array): boolean | null {
  let isComparable = false;
  for (let shift = -MAX_SHIFT; shift <= MAX_SHIFT; shift++) {
    const end = Math.min(a.length, b.length - shift);
    const start = Math.max(0, -shift);
    const mostDifferent = (1 - SAME_RECORDING_MATCH) * 32 * (end - start) + 1;
    let compared = 0;
    let different = 0;
    for (let n = start; n < end; n++) {
      if (a[n] === SILENT_VALUE || b[n + shift] === SILENT_VALUE) continue;
      compared++;
      different += bitCount(a[n]! ^ b[n + shift]!);
      if (different > mostDifferent && compared >= MIN_OVERLAP) break;
    }
    if (compared < MIN_OVERLAP) continue;
    isComparable = true;
    if (1 - different / (32 * compared) >= SAME_RECORDING_MATCH) return true;
  }
  return isComparable ? false : null;
}

/** Return the number of ones in 32 bits (H. Warren, "Hacker's Delight", 2nd edition, figure 5-2). */
function bitCount(value: number): number {
  let x = value - ((value >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
