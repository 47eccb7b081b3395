import Table from 'cli-table3';
import type { CopiesEvaluation } from './evaluate-copies.ts';
import { QUANTILES } from './judge-variants.ts';
import { VARIANTS } from './variants.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Render the results as tables for a terminal. */
export function copiesReport({ tracks, methods }: CopiesEvaluation): string {
  const names = methods.map(({ method }) => method);
  const decisions = tableOf(
    ['threshold of one half, judged on the other', ...names],
    [
      ['thresholds', ...methods.map(({ thresholds }) => thresholds.map((each) => each.toFixed(4)).join(', '))],
      ['copies missed', ...methods.map(({ errors }) => errors.map(({ misses }) => percent(misses)).join(', '))],
      [
        'different tracks merged',
        ...methods.map(({ errors }) => errors.map(({ falseMerges }) => percent(falseMerges)).join(', ')),
      ],
    ],
  );
  const variants = tableOf(
    ['lowest / median (share below the threshold; of versions, below the median of different tracks)', ...names],
    VARIANTS.map(({ name, kind }, n) => [
      `${kind}: ${name}`,
      ...methods.map(({ variants: results }) => {
        const { lowest, median, missed, belowMedian } = results[n]!;
        return `${lowest.toFixed(3)} / ${median.toFixed(3)} (${percent(kind === 'copy' ? missed : belowMedian)})`;
      }),
    ]),
  );
  const different = tableOf(
    ['different tracks, quantile', ...names],
    QUANTILES.map((share, n) => [String(share), ...methods.map((each) => each.different[n]!.toFixed(4))]),
  );
  return [`${tracks} tracks`, decisions, variants, different].join('\n\n');
}

function tableOf(head: string[], rows: string[][]): string {
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  table.push(...rows);
  return table.toString();
}
