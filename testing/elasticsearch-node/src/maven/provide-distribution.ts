import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { lock } from 'proper-lockfile';
import { RELEASE } from '../node/elasticsearch-node.ts';
import { cacheFolder } from './unprivileged.ts';

const run = promisify(execFile);
const POM = fileURLToPath(new URL('../../pom.xml', import.meta.url));

/** Enough for a download on a slow connection; other processes check the lock once a second. */
const LOCK = { stale: 60_000, retries: { retries: 600, factor: 1, minTimeout: 1_000 } } as const;

/**
 * Return the folder of the unpacked server. Maven downloads it at the first use, once even if several processes need it
 * at the same time.
 */
export async function provideDistribution(jdk: string): Promise<string> {
  const cache = cacheFolder();
  const home = join(cache, `elasticsearch-${RELEASE.version}`);
  if (existsSync(home)) return home;
  await mkdir(cache, { recursive: true, mode: 0o755 });
  const release = await lock(cache, LOCK);
  try {
    if (!existsSync(home)) await fetchDistribution(jdk, cache, home);
  } finally {
    await release();
  }
  return home;
}

async function fetchDistribution(jdk: string, cache: string, home: string): Promise<void> {
  const folder = await mkdtemp(join(cache, 'unpacking-'));
  try {
    process.stderr.write(`Downloading Elasticsearch ${RELEASE.version} with Maven (130 MB, once)\n`);
    await run('mvn', [
      '-q',
      '-B',
      '-f',
      POM,
      `-Delasticsearch.version=${RELEASE.version}`,
      `-DoutputFolder=${folder}`,
      'generate-resources',
    ]);
    const zip = join(folder, 'elasticsearch.zip');
    const hash = createHash('sha256');
    await pipeline(createReadStream(zip), hash);
    const sha256 = hash.digest('hex');
    if (sha256 !== RELEASE.sha256)
      throw new Error(
        `Elasticsearch ${RELEASE.version}: the download has SHA-256 ${sha256}, not ${RELEASE.sha256}; try again`,
      );
    await run(join(jdk, 'bin', 'jar'), ['xf', zip], { cwd: folder });
    await run('chmod', ['-R', 'a+rX', folder]);
    // It gets its final name only once it is complete.
    await rename(join(folder, `elasticsearch-${RELEASE.version}`), home);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
