import { CLIP_KINDS } from '../alter/clips.ts';
import type { AskedResult } from '../ask/judge-asking.ts';
import { plain, signedWithInterval, withInterval } from './figures.ts';
import type { ReportTable } from './report-table.ts';

/** Return the tables of blends, subtraction, journeys and clips of a model. */
export function askedTables({ model, blends, subtractions, journeys, clips }: AskedResult): ReportTable[] {
  return [
    ...blends.map(({ seeds, queries, chance, methods }) => ({
      title: `${model}: ${seeds} tracks of an album find the rest of it (${queries} first tracks, each with five draws)`,
      head: ['Blend', 'Precision@3', 'Mean average precision', 'Gain'],
      rows: [
        ...methods.map(({ method, precisionAt3, averagePrecision, gain }) => [
          method,
          withInterval(precisionAt3),
          withInterval(averagePrecision),
          signedWithInterval(gain),
        ]),
        ['chance', plain(chance.precisionAt3), plain(chance.averagePrecision), ''],
      ],
    })),
    ...(subtractions.queries === 0
      ? []
      : [
          {
            title: `${model}: unlike the nearest track of another album (${subtractions.queries} tracks)`,
            head: ['Subtraction', 'Precision@3', 'Mean average precision', 'Gain', 'Unwanted album among ten'],
            rows: subtractions.methods.map(({ method, precisionAt3, averagePrecision, gain, unwanted }) => [
              method,
              withInterval(precisionAt3),
              withInterval(averagePrecision),
              signedWithInterval(gain),
              withInterval(unwanted),
            ]),
          },
        ]),
    {
      title: `${model}: journeys between random tracks (cosines of steps; share of steps that come nearer to the end)`,
      head: ['Way', 'Largest step', 'Mean step', 'Progress'],
      rows: journeys.map(({ method, largest, meanStep, progress }) => [
        method,
        withInterval(largest),
        withInterval(meanStep),
        withInterval(progress),
      ]),
    },
    ...clipTables(model, clips),
  ];
}

function clipTables(model: string, clips: AskedResult['clips']): ReportTable[] {
  const kinds = CLIP_KINDS.filter((kind) => clips.some((clip) => clip.kind === kind));
  if (kinds.length === 0) return [];
  const bySeconds = [...Map.groupBy(clips, ({ seconds }) => seconds)];
  const table = (title: string, cell: (clip: AskedResult['clips'][number]) => string): ReportTable => ({
    title: `${model}: ${title}`,
    head: ['From the middle', 'Clips', ...kinds],
    rows: bySeconds.map(([seconds, all]) => [
      `${seconds} s`,
      String(all[0]!.clips),
      ...kinds.map((kind) => {
        const clip = all.find((each) => each.kind === kind);
        return clip ? cell(clip) : '';
      }),
    ]),
  });
  return [
    table('share of clips whose nearest track is their own', ({ found }) => withInterval(found)),
    table(
      'share of clips that are recognised as a recording of the library, and number taken for another',
      (clip) => `${withInterval(clip.recognised)}; ${clip.mistaken}`,
    ),
  ];
}
