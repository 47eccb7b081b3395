import { chownSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** User and group id of nobody on Linux. */
const NOBODY = 65_534;

const isRoot = process.getuid?.() === 0;

/** Return the command, run as another user if this process is root: Elasticsearch refuses to run as root. */
export function unprivileged(command: string, args: readonly string[]): { command: string; args: readonly string[] } {
  if (!isRoot) return { command, args };
  return { command: 'setpriv', args: [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', command, ...args] };
}

/** Change the owner of a folder and its content to the user that the node runs as. */
export function handOver(folder: string): void {
  if (!isRoot) return;
  chownSync(folder, NOBODY, NOBODY);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chownSync(join(folder, name), NOBODY, NOBODY);
}

/**
 * Return the folder that keeps unpacked distributions between runs. The user that the node runs as cannot read root's
 * home, so for root it is elsewhere.
 */
export function cacheFolder(): string {
  const base = isRoot ? '/var/cache' : (process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'));
  return join(base, 'soundalike-elasticsearch-node');
}
