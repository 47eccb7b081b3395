import { beforeAll, describe, expect, test } from 'vitest';
import { connectionAttempts } from '../testing/port-listener.ts';
import { startCli } from '../testing/run-cli.ts';
import type { RunningCli } from '../testing/run-cli.ts';
import { indexTones, securedLibrary, startSecuredNode, storedLibrary } from '../testing/secured-library.ts';
import type { Environment, IndexedTones, SecuredLibrary } from '../testing/secured-library.ts';
import type { RunSummary } from '../run/run-summary.ts';

const node = await startSecuredNode();

describe.skipIf(node === null)('the server is killed, or off, with an API key and a Cloud ID', () => {
  let tones: IndexedTones;
  beforeAll(async () => {
    tones = await indexTones(16, 4);
  });

  async function newLibrary(): Promise<SecuredLibrary & { readonly variables: Environment }> {
    const library = securedLibrary(node!);
    const { encoded } = await node!.secured.createKey('etl', library.roles('etl'));
    return { ...library, variables: { ...tones.dataset, ...library.environment(encoded) } };
  }

  /** Check that a run indexed everything, and that the library equals the one that was indexed undisturbed. */
  async function expectComplete(run: RunningCli, variables: Environment): Promise<void> {
    const { code, stdout, stderr } = await run.ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(stdout) as RunSummary).toMatchObject({ found: tones.count, failed: [], removed: 0 });
    expect(await storedLibrary(variables)).toEqual(tones.content);
    const again = await startCli('etl', ['--once', '--json'], variables).ended;
    expect(JSON.parse(again.stdout) as RunSummary).toMatchObject({ unchanged: tones.count, added: 0 });
    const history = await startCli('etl', ['history', '--json'], variables).ended;
    expect(JSON.parse(history.stdout)).toMatchObject([{ error: null }, { error: null }]);
  }

  test('killed in mid-run and on again after the run noticed: the run ends well, and nothing is lost', async () => {
    const { alias, variables } = await newLibrary();
    const run = startCli('etl', ['--once', '--json'], { ...variables, ETL_CONCURRENCY: '1' });
    await run.printed('"done":0');
    await expect.poll(() => writtenTracks(alias), { interval: 20 }).toBeGreaterThan(0);
    run.child.kill('SIGSTOP');
    expect(await writtenTracks(alias)).toBeLessThan(tones.count);
    await node!.power!.off('SIGKILL');
    run.child.kill('SIGCONT');
    await connectionAttempts(node!.url, 3);
    await node!.power!.on();
    await expectComplete(run, variables);
  });

  test('off at the start: a run waits for it', async () => {
    const { variables } = await newLibrary();
    await node!.power!.off('SIGTERM');
    const run = startCli('etl', ['--once', '--json'], variables);
    await connectionAttempts(node!.url, 3);
    await node!.power!.on();
    await expectComplete(run, variables);
  });

  /** Return the number of tracks that were written to a library, visible to searches or not. */
  async function writtenTracks(alias: string): Promise<number> {
    const { indices = {} } = (await node!.request('GET', `/${alias}-musicnn*/_stats/indexing`)) as {
      indices?: Record<string, { primaries: { indexing: { index_total: number } } }>;
    };
    return Object.values(indices).reduce((sum, { primaries }) => sum + primaries.indexing.index_total, 0);
  }
});
