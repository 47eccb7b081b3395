import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { DiscordSimulator } from '@soundalike/discord-simulator';

/** A separate program, since tools do not import applications. */
const programOf = (name: string): string =>
  fileURLToPath(new URL(`../../../../apps/discord-bot/src/cli/${name}.ts`, import.meta.url));

function environmentOf(simulator: DiscordSimulator, storePath: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    DISCORD_API_URL: simulator.api,
    DISCORD_TOKEN: 'simulated-token',
    STORE_PATH: storePath,
    BOT_COOLDOWN_SECONDS: '0',
  };
}

/** Register the bot's commands in a simulated Discord. */
export async function registerBot(simulator: DiscordSimulator, storePath: string): Promise<void> {
  await promisify(execFile)(process.execPath, [programOf('register')], {
    env: environmentOf(simulator, storePath),
    cwd: '/',
  });
}

/** A running bot. */
export interface BotProcess extends AsyncDisposable {
  /** End it as a supervisor does. @returns its exit code */
  stop(): Promise<number | null>;
  /** Warnings and errors in its log. */
  readonly complaints: readonly string[];
}

/** Start the bot and wait until it is connected. */
export async function startBot(simulator: DiscordSimulator, storePath: string): Promise<BotProcess> {
  const child = spawn(process.execPath, [programOf('bot')], { env: environmentOf(simulator, storePath), cwd: '/' });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const complaints: string[] = [];
  const ready = Promise.withResolvers<undefined>();
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.includes('"msg":"ready"')) ready.resolve(undefined);
    if (!line.startsWith('{') || /"level":[4-6]0/u.test(line)) complaints.push(line);
  });
  void exited.then((code) => ready.reject(new Error(`the bot ended with ${code}: ${complaints.join('\n')}`)));
  await ready.promise;
  const stop = async (): Promise<number | null> => stopChild(child, exited);
  return { stop, complaints, [Symbol.asyncDispose]: async () => void (await stop()) };
}

async function stopChild(child: ChildProcess, exited: Promise<number | null>): Promise<number | null> {
  child.kill('SIGTERM');
  return exited;
}
