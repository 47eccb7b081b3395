import { CLOSENESSES, closenessOf, percentileOf } from '@soundalike/catalog';
import type { TrackLabels } from '../library/read-library.ts';
import type { Distances } from '../spaces/distances.ts';
import type { ClosenessResult } from './evaluation.ts';

/**
 * Judge the words for how close a pair is: how often a pair of a word is of one artist or album, in proportion to how
 * often it is of neither. Every pair of the library is judged, and is its own scale.
 */
export function judgeCloseness(distances: Distances, labels: readonly TrackLabels[]): ClosenessResult[] {
  const pairs = labels.flatMap((own, index) => {
    const row = distances.row(index);
    return labels.slice(index + 1).map((other, n) => ({ nearness: -row[index + 1 + n]!, isKin: areKin(own, other) }));
  });
  const sorted = pairs.map(({ nearness }) => nearness).sort((a, b) => a - b);
  const words = pairs.map(({ nearness }) => closenessOf(percentileOf(nearness, sorted), sorted.length));
  const allKin = pairs.filter(({ isKin }) => isKin).length;
  const allStrangers = pairs.length - allKin;
  return CLOSENESSES.map((closeness) => {
    const own = pairs.filter((_, index) => words[index] === closeness);
    const kin = own.filter(({ isKin }) => isKin).length;
    const strangers = own.length - kin;
    const isMeasured = strangers > 0 && allKin > 0;
    return { closeness, pairs: own.length, kin, ratio: isMeasured ? kin / allKin / (strangers / allStrangers) : null };
  });
}

function areKin(a: TrackLabels, b: TrackLabels): boolean {
  return (a.album !== null && a.album === b.album) || (a.artist !== null && a.artist === b.artist);
}
