import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';
import { afterEach, expect, test, vi } from 'vitest';
import { EXIT_CODE } from '@soundalike/command-line';
import type { DiscordSimulator } from '@soundalike/discord-simulator';
import { discordWithLongTimeouts } from '../testing/bot-test.ts';
import { manyTracks, temporaryLibrary } from '../testing/temporary-library.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const programOf = (name: string): string => fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

const environmentOf = (
  simulator: DiscordSimulator,
  more: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
  DISCORD_API_URL: simulator.api,
  DISCORD_TOKEN: 'simulated-token',
  ...more,
});

function run(name: string, env: NodeJS.ProcessEnv, args: readonly string[] = []): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  execFile(process.execPath, [programOf(name), ...args], { env, cwd: '/' }, (error, stdout, stderr) =>
    resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
  );
  return promise;
}

function start(env: NodeJS.ProcessEnv): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [programOf('bot')], { env, cwd: '/' });
  running.add(child);
  let stderr = '';
  let stdout = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const ended = once(child, 'exit').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { child, ended };
}

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
  const { child, ended } = start(env);
  await vi.waitFor(async () => expect(await statusOf(port)).toBe(200), { timeout: 60_000 });
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
  child.kill('SIGTERM');
  const { code, stdout, stderr } = await ended;
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
  const { child, ended } = start(env);
  await vi.waitFor(async () => expect(await statusOf(port)).toBe(200), { timeout: 110_000, interval: 200 });
  const identified = simulator.gateway.events.filter((event) => event.startsWith('identify'));
  expect(identified.toSorted()).toEqual(['identify 0/2', 'identify 1/2']);
  expect((await simulator.command('recommend')).message.buttons.length).toBeGreaterThan(0);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  await vi.waitFor(() => expect(simulator.gateway.sessions.some(({ isConnected }) => isConnected)).toBe(false), {
    timeout: 60_000,
  });
});

test('a token revoked during a run with shards ends them all, without respawning', async () => {
  await using simulator = await discordWithLongTimeouts({ shards: 2 });
  const port = await getPort();
  const { ended } = start(environmentOf(simulator, { BOT_HTTP_PORT: String(port) }));
  await vi.waitFor(async () => expect(await statusOf(port)).toBe(200), { timeout: 110_000, interval: 200 });
  simulator.revokeToken();
  expect((await ended).code).toBe(EXIT_CODE.discordRefused);
});

test('the preview shows the card in a terminal', async () => {
  await using simulator = await discordWithLongTimeouts();
  await using library = await temporaryLibrary(manyTracks(10));
  const env = environmentOf(simulator, { STORE_PATH: library.settings.storePath });
  const first = await run('preview', env, ['--song', 'title 4', '--count', '2']);
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(
    /^│ Title 4\n│ Artist 4 · Album 4 · 3:05\n[^]*2 {2}Title \d\n[^]*\[Another\] \[Details\]\n$/u,
  );
  const german = await run('preview', env, ['--artist', 'artist 4', '--language', 'de']);
  expect(german.stdout).toMatch(/^│ Artist 4\n│ Diese Songs von anderen klingen am ähnlichsten:\n/u);
  expect((await run('preview', env, ['--count', '11'])).code).toBe(EXIT_CODE.usage);
});
