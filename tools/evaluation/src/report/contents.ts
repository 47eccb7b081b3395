import { CLOSENESSES } from '@soundalike/catalog';
import type { Evaluation } from '../judge/evaluation.ts';
import { RESAMPLES } from '../metrics/estimates.ts';
import type { MeasureOutline } from '../metrics/measure-outline.ts';
import { plain, signedWithInterval, spaceName, withInterval } from './figures.ts';

/** Table of an evaluation, for a terminal or a page. */
export interface ReportTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Return sentences that describe the evaluated library and the notation of the figures. */
export function summaryLines(evaluation: Evaluation): string[] {
  const { tracks, albums, artists, genres, leftOut, measures, machine, models } = evaluation;
  const withoutSeeds = measures.filter(({ seeds }) => seeds === 0).map(({ name }) => name);
  return [
    `${tracks} tracks, ${albums} albums, ${artists} artists, ${genres} genres. ` +
      `${leftOut.length} files left out. ${machine}.`,
    `In brackets: 95% bootstrap intervals over the tracks (${RESAMPLES} resamples); of shares, Wilson's. ` +
      "Gain: average precision above the model's whole track, as is, paired by track.",
    ...models.map(({ name, spaceId, origin }) => `${name} is ${spaceId}: ${origin}.`),
    ...(withoutSeeds.length > 0
      ? [`Not measured, because no two tracks have it in common: ${withoutSeeds.join('; ')}.`]
      : []),
  ];
}

/** Return one table for each measure that has seeds, then hubness, then robustness. */
export function reportTables(evaluation: Evaluation): ReportTable[] {
  return [
    ...evaluation.measures.filter(({ seeds }) => seeds > 0).map((measure) => precisionTable(evaluation, measure)),
    hubnessTable(evaluation),
    closenessTable(evaluation),
    ...robustnessTables(evaluation),
  ];
}

function precisionTable({ spaces }: Evaluation, { name, seeds, leftOut, chance }: MeasureOutline): ReportTable {
  const rows = spaces.map((space) => {
    const { precisionAt3, precisionAt10, averagePrecision, gain } = space.precision[name]!;
    return [
      spaceName(space),
      withInterval(precisionAt3),
      withInterval(precisionAt10),
      withInterval(averagePrecision),
      signedWithInterval(gain),
    ];
  });
  const { precisionAt3, precisionAt10, averagePrecision } = chance!;
  return {
    title: `${name}: ${seeds} tracks, ${leftOut} left out (no other track belongs with them)`,
    head: ['Space', 'Precision@3', 'Precision@10', 'Mean average precision', 'Gain'],
    rows: [...rows, ['chance', plain(precisionAt3), plain(precisionAt10), plain(averagePrecision), '']],
  };
}

function hubnessTable({ spaces }: Evaluation): ReportTable {
  return {
    title: 'Hubness: how often a track is among the ten nearest of another',
    head: ['Space', 'Dims', 'Skewness', 'Most often', 'Orphans'],
    rows: spaces.map((space) => [
      spaceName(space),
      String(space.dims),
      withInterval(space.hubness.skewness),
      String(space.hubness.max),
      withInterval(space.hubness.orphans),
    ]),
  };
}

/** How many times as often a pair is of one artist or album than of neither, by the word for how close it is. */
function closenessTable({ spaces }: Evaluation): ReportTable {
  const judged = spaces.filter(({ closeness }) => closeness.length > 0);
  return {
    title: 'How close is close: frequency of pairs of one artist or album against that of strangers (pairs)',
    head: ['Space', ...CLOSENESSES],
    rows: judged.map((space) => [
      spaceName(space),
      ...space.closeness.map(({ ratio, pairs }) => `${ratio === null ? '–' : `×${ratio.toFixed(2)}`} (${pairs})`),
    ]),
  };
}

function robustnessTables({ spaces }: Evaluation): ReportTable[] {
  const judged = spaces.filter(({ robustness }) => robustness.length > 0);
  if (judged.length === 0) return [];
  const alterations = judged[0]!.robustness;
  const copies = alterations.map((alteration) => alteration.copies).join(', ');
  return [
    {
      title: `Robustness: share of altered copies whose nearest neighbour is their original (${copies} copies)`,
      head: ['Space', ...alterations.map(({ alteration }) => alteration)],
      rows: judged.map((space) => [spaceName(space), ...space.robustness.map(({ found }) => withInterval(found))]),
    },
  ];
}
