import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { documentedRoles, environmentFor, securedElasticsearchForTests } from '@soundalike/elasticsearch-node';
import type { ApiKey, RoleDescriptors } from '@soundalike/elasticsearch-node';
import { readSettings } from '@soundalike/settings';
import { openRecords, openStore } from '@soundalike/store-opener';
import { discordWithLongTimeouts } from '../testing/bot-test.ts';
import { manyTracks, SPACE } from '../testing/temporary-library.ts';

const PROGRAM = fileURLToPath(new URL('./bot.ts', import.meta.url));
const node = await securedElasticsearchForTests();
afterAll(() => node?.stop());

const otherNames: RoleDescriptors = {
  other: { cluster: ['monitor'], indices: [{ names: ['other-*'], privileges: ['all'] }] },
};

describe.skipIf(node === null)('with an API key and a Cloud ID, the bot', () => {
  beforeAll(async () => {
    const etl = await node!.secured.createKey('etl', documentedRoles('etl'));
    const settings = readSettings(environmentFor(node!.secured, etl));
    await (await openRecords(settings)).close();
    await using store = await openStore(settings, SPACE);
    await store.upsert(manyTracks(10));
    await store.serve();
  });

  /** Run the bot with a key, ask it for a song, and stop it. */
  async function ask(key: ApiKey) {
    await using simulator = await discordWithLongTimeouts();
    const port = await getPort();
    const { PATH, NODE_COMPILE_CACHE } = process.env;
    const env = {
      PATH,
      NODE_COMPILE_CACHE,
      DISCORD_API_URL: simulator.api,
      DISCORD_TOKEN: 'simulated-token',
      BOT_HTTP_PORT: String(port),
      ...environmentFor(node!.secured, key),
    };
    const register = spawn(process.execPath, [PROGRAM.replace('bot.ts', 'register.ts')], { env, stdio: 'ignore' });
    await once(register, 'close');
    const child = spawn(process.execPath, [PROGRAM], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
    const health = async (): Promise<number | undefined> =>
      (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null))?.status;
    await vi.waitFor(async () => expect(await health()).toBe(200), { timeout: 60_000 });
    const { message } = await simulator.command('recommend');
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number | null];
    const [, secret = ''] = Buffer.from(key.encoded, 'base64').toString().split(':');
    for (const hidden of [key.encoded, secret]) expect(log).not.toContain(hidden);
    return { code, log, message };
  }

  test('answers with the documented role', async () => {
    const { code, log, message } = await ask(await node!.secured.createKey('bot', documentedRoles('bot')));
    expect({ code, log }).toEqual({ code: 0, log: expect.not.stringMatching(/"level":[456]0/u) });
    expect(message.text).toMatch(/Title \d/u);
  });

  test.each<[string, RoleDescriptors, string | undefined, RegExp]>([
    ['for other names', otherNames, undefined, /CONFIG_INVALID.*privilege|privilege.*CONFIG_INVALID/u],
    ['that has expired', documentedRoles('bot'), '1ms', /expired/u],
  ])('starts with a key %s, tells a member that something is wrong, and its log has the reason', async (...row) => {
    const [, roles, lifetime, reason] = row;
    const { code, log, message } = await ask(await node!.secured.createKey('test', roles, lifetime));
    expect(code).toBe(0);
    expect(message.text).toMatch(/went wrong|cannot reach/u);
    expect(log).toMatch(/ELASTICSEARCH_API_KEY/u);
    expect(log).toMatch(reason);
  });
});
