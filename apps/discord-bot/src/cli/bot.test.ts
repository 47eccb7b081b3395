import getPort from 'get-port';
import { expect, test, vi } from 'vitest';
import { EXIT_CODE } from '@soundalike/command-line';
import { environmentOf, runProgram as run, startBot } from '../testing/bot-process.ts';
import { discordWithLongTimeouts } from '../testing/bot-test.ts';
import { manyTracks, temporaryLibrary } from '../testing/temporary-library.ts';

const statusOf = async (port: number): Promise<number | null> =>
  (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null))?.status ?? null;

test('a wrong token gives one clear line and a separate exit code', async () => {
  await using simulator = await discordWithLongTimeouts();
  for (const program of ['bot', 'register']) {
    const { code, stdout, stderr } = await run(program, environmentOf(simulator, { DISCORD_TOKEN: 'wrong-canary' }));
    expect(stderr).toMatch(/^error DISCORD_REFUSED: DISCORD_TOKEN is not a bot token that Discord accepts[^\n]*\n$/u);
    expect(stderr + stdout).not.toContain('canary');
    expect(code).toBe(EXIT_CODE.discordRefused);
  }
});

test('a missing token and an unreachable Discord give one clear line each', async () => {
  await using simulator = await discordWithLongTimeouts();
  const none = await run('bot', environmentOf(simulator, { DISCORD_TOKEN: '' }));
  expect(none.stderr).toMatch(/^error CONFIG_INVALID: DISCORD_TOKEN is not set[^\n]*\n$/u);
  expect(none.code).toBe(EXIT_CODE.usage);
  const unreachable = await run(
    'bot',
    environmentOf(simulator, { DISCORD_API_URL: `http://127.0.0.1:${await getPort()}/api` }),
  );
  expect(unreachable.stderr).toMatch(/^error DISCORD_UNAVAILABLE: [^\n]*\n$/u);
  expect(unreachable.code).toBe(EXIT_CODE.failed);
});

test('registers, runs, is healthy, answers, and ends with 0 on SIGTERM', async () => {
  await using simulator = await discordWithLongTimeouts();
  await using library = await temporaryLibrary(manyTracks(10));
  const port = await getPort();
  const env = environmentOf(simulator, {
    STORE_PATH: library.settings.storePath,
    BOT_HTTP_PORT: String(port),
    DISCORD_GUILD_ID: simulator.world.guildId,
  });
  expect((await run('register', env)).stdout).toBe(`Commands registered in guild ${simulator.world.guildId}.\n`);
  expect((await run('register', env)).stdout).toBe(`Commands are up to date in guild ${simulator.world.guildId}.\n`);
  using bot = startBot(env);
  await vi.waitFor(async () => expect(await statusOf(port)).toBe(200), { timeout: 60_000 });
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
  bot.child.kill('SIGTERM');
  const { code, stdout, stderr } = await bot.ended;
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).not.toContain('simulated-token');
  expect(simulator.violations).toEqual([]);
});

test('runs one process per shard that Discord requests, and stops them all', async () => {
  await using simulator = await discordWithLongTimeouts({ shards: 2 });
  await using library = await temporaryLibrary(manyTracks(10));
  const port = await getPort();
  const env = environmentOf(simulator, { STORE_PATH: library.settings.storePath, BOT_HTTP_PORT: String(port) });
  await run('register', env);
  using bot = startBot(env);
  await vi.waitFor(async () => expect(await statusOf(port)).toBe(200), { timeout: 110_000, interval: 200 });
  const identified = simulator.gateway.events.filter((event) => event.startsWith('identify'));
  expect(identified.toSorted()).toEqual(['identify 0/2', 'identify 1/2']);
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
  bot.child.kill('SIGTERM');
  expect((await bot.ended).code).toBe(0);
  await vi.waitFor(() => expect(simulator.gateway.sessions.some(({ isConnected }) => isConnected)).toBe(false), {
    timeout: 60_000,
  });
});

test('a token revoked during a run with shards ends them all, without respawning', async () => {
  await using simulator = await discordWithLongTimeouts({ shards: 2 });
  const port = await getPort();
  using bot = startBot(environmentOf(simulator, { BOT_HTTP_PORT: String(port) }));
  await vi.waitFor(async () => expect(await statusOf(port)).toBe(200), { timeout: 110_000, interval: 200 });
  simulator.revokeToken();
  expect((await bot.ended).code).toBe(EXIT_CODE.discordRefused);
});

test('the preview shows the card in a terminal', async () => {
  await using simulator = await discordWithLongTimeouts();
  await using library = await temporaryLibrary(manyTracks(10));
  const env = environmentOf(simulator, { STORE_PATH: library.settings.storePath });
  const first = await run('preview', env, ['--song', 'title 4', '--count', '2']);
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(
    /^│ Title 4\n│ Artist 4 · Album 4 · 3:05\n[^]*2 {2}Title \d\n[^]*\[Another\] \[Details\] \[Save as playlist\]\n$/u,
  );
  const german = await run('preview', env, ['--artist', 'artist 4', '--language', 'de']);
  expect(german.stdout).toMatch(/^│ Artist 4\n│ Diese Songs von anderen klingen am ähnlichsten:\n/u);
  expect((await run('preview', env, ['--count', '11'])).code).toBe(EXIT_CODE.usage);
});
