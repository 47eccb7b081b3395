import { setTimeout } from 'node:timers/promises';
import type { SecuredNode } from '@soundalike/elasticsearch-node';
import { startCli } from './run-cli.ts';
import type { RunningCli } from './run-cli.ts';
import type { Environment } from './secured-library.ts';

const PAUSE_MS = 10;

/**
 * Start a run and suspend its process once it has written some of the tracks to Elasticsearch.
 * `child.kill('SIGCONT')` continues it.
 * @param count number of tracks of the dataset
 */
export async function pausedRun(
  node: SecuredNode,
  alias: string,
  variables: Environment,
  count: number,
): Promise<RunningCli> {
  const run = startCli('etl', ['--once', '--json'], { ...variables, ETL_CONCURRENCY: '1' });
  await run.printed('"done":0');
  while ((await writtenTracks(node, alias)) === 0) {
    if (run.child.exitCode !== null) throw new Error(`the run ended too early: ${(await run.ended).stderr}`);
    await setTimeout(PAUSE_MS);
  }
  run.child.kill('SIGSTOP');
  const written = await writtenTracks(node, alias);
  if (written >= count) throw new Error('the run was faster than its test');
  return run;
}

/** Return the number of tracks that were written to a library, whether searches see them yet or not. */
async function writtenTracks(node: SecuredNode, alias: string): Promise<number> {
  const { indices = {} } = (await node.request('GET', `/${alias}-musicnn*/_stats/indexing`)) as {
    indices?: Record<string, { primaries: { indexing: { index_total: number } } }>;
  };
  return Object.values(indices).reduce((sum, { primaries }) => sum + primaries.indexing.index_total, 0);
}
