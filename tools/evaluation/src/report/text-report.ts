import Table from 'cli-table3';
import type { Evaluation } from '../judge/evaluation.ts';
import { reportTables, summaryLines } from './contents.ts';

/** Render an evaluation as tables for a terminal. */
export function textReport(evaluation: Evaluation): string {
  const tables = reportTables(evaluation).map(({ title, head, rows }) => {
    const table = new Table({ head: [...head], wordWrap: true, style: { head: [], border: [], compact: true } });
    table.push(...rows.map((row) => [...row]));
    return `${title}\n${table.toString()}`;
  });
  return [summaryLines(evaluation).join('\n'), ...tables].join('\n\n');
}
