import { printable } from '@soundalike/command-line';
import type { RunPreview } from '../plan/preview-run.ts';

/** A plan for people: one line of counts, one where what is gone would be kept, then a line for each problem. */
export function planLine({
  spaceId,
  toRead,
  unchanged,
  skipped,
  vanished,
  problems,
  deletionsRefused,
}: RunPreview): string {
  const counts = `Would read ${toRead} files into space ${spaceId} and remove ${deletionsRefused ? 0 : vanished}; ${unchanged} unchanged, ${skipped} skipped, ${problems.length} unusable`;
  const moved = toRead > 0 ? ', unless files to read turn out to be those, moved' : '';
  const kept = `${vanished} files are gone, a greater share than MAX_DELETE_SHARE: none of them would be removed without --allow-deletions${moved}`;
  return [
    counts,
    ...(deletionsRefused ? [kept] : []),
    ...problems.map(({ path, code, reason }) => `  ${printable(path)}: ${code} ${printable(reason)}`),
  ].join('\n');
}
