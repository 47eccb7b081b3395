import { printable } from '@soundalike/command-line';
import type { RunPreview } from '../plan/preview-run.ts';

/** A plan for people: one line of counts, then a line for each problem. */
export function planLine({ spaceId, toRead, unchanged, skipped, vanished, problems }: RunPreview): string {
  const counts = `Would read ${toRead} files into space ${spaceId} and remove ${vanished}; ${unchanged} unchanged, ${skipped} skipped, ${problems.length} unusable`;
  return [counts, ...problems.map(({ path, code, reason }) => `  ${printable(path)}: ${code} ${printable(reason)}`)].join('\n');
}
