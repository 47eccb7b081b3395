import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { availableCores } from '@soundalike/audio-core';

const { version: onnxRuntime } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };

/** Return the machine and the versions that a figure depends on, in one line. */
export function describeMachine(): string {
  return [
    cpus()[0]?.model ?? 'unknown CPU',
    `${availableCores()} cores`,
    `${process.platform} ${process.arch}`,
    `Node ${process.version}`,
    `ONNX Runtime ${onnxRuntime}`,
  ].join(', ');
}

/** Format rows as a Markdown table; the first row is the head. */
export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  return tableRow(head) + tableRow(head.map(() => '---')) + rows.map(tableRow).join('');
}

/** Format a row of a Markdown table. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Return the median; of an even number of values, the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/**
 * Format a percentile of some values.
 * @param share 0 to 1; 0.5 for the median
 */
export function percentile(values: readonly number[], share: number, digits = 1): string {
  return values
    .toSorted((a, b) => a - b)
    [Math.min(values.length - 1, Math.floor(values.length * share))]!.toFixed(digits);
}
