import Table from 'cli-table3';
import stringWidth from 'string-width';
import { wrapText } from './print.ts';

/** In a narrower terminal, a list takes the place of a table. */
export const LEAST_TABLE_COLUMNS = 60;

/** Columns that the borders and blanks of a cell take. */
const CELL_FRAME = 3;

/** Narrowest text of a column that is made narrower. */
const LEAST_TEXT = 10;

/**
 * Format rows as a table that fits into a width: cells of the widest columns wrap. Where that is not enough, the result is a
 * list with one line for each value.
 * @param columns width of the terminal; undefined if the output is no terminal, for a table of any width
 */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  columns = Infinity,
): string {
  const cells = rows.map((row) => row.map(String));
  const natural = head.map((name, index) => Math.max(...[name, ...cells.map((row) => row[index]!)].map(widthOf)));
  const widths = columns < LEAST_TABLE_COLUMNS ? null : fittingWidths(natural, columns - 1);
  return widths === null ? formatList(head, cells, columns) : drawTable(head, cells, widths);
}

/** Format rows as a table with columns of certain widths, in which cells wrap. @param widths of the text, without borders */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): string {
  const wrapped = (cell: string, index: number): string => wrapCell(cell, widths[index]!);
  const table = new Table({
    head: head.map(wrapped),
    colWidths: widths.map((width) => width + CELL_FRAME - 1),
    style: { head: process.stdout.isTTY ? ['bold'] : [], border: [] },
  });
  for (const row of rows) table.push(row.map(wrapped));
  return table.toString();
}

/** Make the widest column narrower until all fit; null if they do not fit. */
function fittingWidths(natural: readonly number[], columns: number): number[] | null {
  const widths = [...natural];
  const taken = (): number => widths.reduce((sum, width) => sum + width + CELL_FRAME, 0);
  while (taken() > columns) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= LEAST_TEXT) return null;
    widths[widest]!--;
  }
  return widths;
}

function formatList(head: readonly string[], rows: readonly (readonly string[])[], columns: number): string {
  const items = rows.map((row) =>
    row.map((cell, index) => wrapText(`${head[index]!}: ${cell}`, columns, 2, true)).join('\n'),
  );
  return items.join('\n\n');
}

/** Wrap the text of a cell; words that are too long are broken, since a table cannot have them. */
function wrapCell(text: string, width: number): string {
  return wrapText(text, width, 0, true);
}

function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}
