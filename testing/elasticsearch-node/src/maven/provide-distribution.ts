import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { lock } from 'proper-lockfile';
import { RELEASE } from '../node/elasticsearch-node.ts';
import { installPlugin, PLUGIN_SOURCE } from './install-plugin.ts';
import { cacheFolder } from './unprivileged.ts';

const run = promisify(execFile);
const POM = fileURLToPath(new URL('../../pom.xml', import.meta.url));

/** Enough for a download on a slow connection; other processes check the lock once a second. */
const LOCK = { stale: 60_000, retries: { retries: 600, factor: 1, minTimeout: 1_000 } } as const;

/** Digits of the hash of the plugin in the name of a folder. */
const HASH_DIGITS = 12;

/**
 * Return the folder of the unpacked server with the test-only plugin. Maven downloads the server at the first use, once
 * even if several processes need it at the same time.
 */
export async function provideDistribution(jdk: string, signal: AbortSignal): Promise<string> {
  const cache = cacheFolder();
  const plugin = createHash('sha256').update(readFileSync(PLUGIN_SOURCE)).digest('hex').slice(0, HASH_DIGITS);
  const home = join(cache, `elasticsearch-${RELEASE.version}-${plugin}`);
  if (existsSync(home)) return home;
  await mkdir(cache, { recursive: true, mode: 0o755 });
  const release = await lock(cache, LOCK);
  try {
    if (!existsSync(home)) await fetchDistribution(jdk, cache, home, signal);
  } finally {
    await release();
  }
  return home;
}

async function fetchDistribution(jdk: string, cache: string, home: string, signal: AbortSignal): Promise<void> {
  const folder = await mkdtemp(join(cache, 'unpacking-'));
  try {
    process.stderr.write(`Getting Elasticsearch ${RELEASE.version} from Maven (130 MB, downloaded once)\n`);
    await run(
      'mvn',
      [
        '-q',
        '-B',
        '-f',
        POM,
        `-Delasticsearch.version=${RELEASE.version}`,
        `-DoutputFolder=${folder}`,
        'generate-resources',
      ],
      { signal },
    );
    const zip = join(folder, 'elasticsearch.zip');
    const hash = createHash('sha256');
    await pipeline(createReadStream(zip), hash, { signal });
    const sha256 = hash.digest('hex');
    if (sha256 !== RELEASE.sha256)
      throw new Error(
        `Elasticsearch ${RELEASE.version}: the download has SHA-256 ${sha256}, not ${RELEASE.sha256}; try again`,
      );
    await run(join(jdk, 'bin', 'jar'), ['xf', zip], { cwd: folder, signal });
    const unpacked = join(folder, `elasticsearch-${RELEASE.version}`);
    await installPlugin(jdk, unpacked, signal);
    await run('chmod', ['-R', 'a+rX', folder]);
    // It gets its final name only once it is complete.
    await rename(unpacked, home);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
