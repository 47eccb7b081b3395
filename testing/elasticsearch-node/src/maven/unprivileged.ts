import { chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** "nobody" on every Linux. */
const NOBODY = 65_534;

const isRoot = process.getuid?.() === 0;

/** Elasticsearch refuses to run as root: puts a command under another user where we are root. */
export function unprivileged(command: string, args: readonly string[]): { command: string; args: readonly string[] } {
  if (!isRoot) return { command, args };
  return { command: 'setpriv', args: [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', command, ...args] };
}

/** Gives a folder with all that is in it to the user that the node runs as. */
export function handOver(folder: string): void {
  if (!isRoot) return;
  chownSync(folder, NOBODY, NOBODY);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chownSync(join(folder, name), NOBODY, NOBODY);
}
