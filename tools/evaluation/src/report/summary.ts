import type { Evaluation } from '../judge/evaluation.ts';
import { RESAMPLES } from '../metrics/bootstrap.ts';

/** What was judged and how to read it, as sentences. */
export function summaryLines({
  tracks,
  albums,
  artists,
  genres,
  leftOut,
  measures,
  machine,
  models,
}: Evaluation): string[] {
  const unasked = measures.filter(({ seeds }) => seeds === 0).map(({ name }) => name);
  return [
    `${tracks} tracks, ${albums} albums, ${artists} artists, ${genres} genres. ${leftOut.length} files left out. ${machine}.`,
    `In brackets: 95% bootstrap intervals over the tracks (${RESAMPLES} resamples); of shares, Wilson's. Gain: average precision above the model's whole track, as is, paired by track.`,
    ...models.map(({ name, spaceId, origin }) => `${name} is ${spaceId}: ${origin}.`),
    ...(unasked.length > 0 ? [`Not asked, since no two tracks have it in common: ${unasked.join('; ')}.`] : []),
  ];
}
