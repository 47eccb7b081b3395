import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where unpacked distributions are kept between runs. Root's home is closed to the user that the node runs as, so root keeps them elsewhere. */
export function cacheFolder(): string {
  const base = process.getuid?.() === 0 ? '/var/cache' : (process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'));
  return join(base, 'soundalike-elasticsearch-node');
}
