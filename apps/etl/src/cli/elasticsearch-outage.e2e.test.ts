import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { securedElasticsearchForTests } from '@soundalike/elasticsearch-node';
import { pausedRun } from '../testing/paused-run.ts';
import { connectionAttempts } from '../testing/port-listener.ts';
import { startCli } from '../testing/run-cli.ts';
import type { RunningCli } from '../testing/run-cli.ts';
import { indexTones, securedLibrary, storedLibrary } from '../testing/secured-library.ts';
import type { Environment, IndexedTones } from '../testing/secured-library.ts';
import type { RunSummary } from '../run/run-summary.ts';

const node = await securedElasticsearchForTests();
afterAll(() => node?.stop());

describe.skipIf(node === null)('the server is killed, or off, with an API key and a Cloud ID', () => {
  let tones: IndexedTones;
  beforeAll(async () => {
    tones = await indexTones(16, 4);
  });

  async function newLibrary(): Promise<{ readonly alias: string; readonly variables: Environment }> {
    const { alias, roles, environment } = securedLibrary(node!);
    const key = await node!.secured.createKey('etl', roles);
    return { alias, variables: { ...tones.dataset, ...environment(key) } };
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
    const run = await pausedRun(node!, alias, variables, tones.count);
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
});
