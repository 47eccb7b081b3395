/** A number of a Markdown table, with the name of its row and of its column. */
export interface TableValue {
  readonly row: string;
  readonly column: string;
  readonly value: number;
}

const NUMBER = /^-?\d[\d,]*(\.\d+)?( ?%)?$/u;

/**
 * Return the numbers of all Markdown tables in a text, in order. A row is named by its first cell and the others that
 * are not numbers; rows of one table with the same name are counted.
 */
export function tableValues(text: string): TableValue[] {
  const values: TableValue[] = [];
  let head: readonly string[] | null = null;
  let seen = new Map<string, number>();
  for (const line of text.split('\n')) {
    const cells = cellsOf(line);
    if (cells === null) head = null;
    else if (head === null) {
      head = cells;
      seen = new Map();
    } else if (!cells.every((cell) => /^:?-+:?$/u.test(cell))) {
      const name = cells.filter((cell, index) => index === 0 || (cell !== '' && !NUMBER.test(cell))).join(', ');
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      const row = count === 1 ? name : `${name} (${count})`;
      for (const [index, cell] of cells.entries())
        if (index > 0 && NUMBER.test(cell))
          values.push({ row, column: head[index] ?? '', value: Number(cell.replace(/[,% ]/gu, '')) });
    }
  }
  return values;
}

/** Return the cells of a line of a table; null if it is none. */
function cellsOf(line: string): string[] | null {
  const inside = /^\|(.*)\|$/u.exec(line.trim())?.[1];
  return inside === undefined ? null : inside.split('|').map((cell) => cell.trim());
}
