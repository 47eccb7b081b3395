import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DiscordSimulator } from '@soundalike/discord-simulator';

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running bot in a process of its own, which is killed when it is disposed. */
export interface BotProcess extends Disposable {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Its log so far. */
  readonly log: () => string;
}

const programOf = (name: string): string => fileURLToPath(new URL(`../cli/${name}.ts`, import.meta.url));

/** Return the environment of a bot that is connected to a simulated Discord. */
export function environmentOf(
  simulator: DiscordSimulator,
  more: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    DISCORD_API_URL: simulator.api,
    DISCORD_TOKEN: 'simulated-token',
    ...more,
  };
}

/** Run a program of the bot to its end. */
export function runProgram(name: string, env: NodeJS.ProcessEnv, args: readonly string[] = []): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  execFile(process.execPath, [programOf(name), ...args], { env, cwd: '/' }, (error, stdout, stderr) =>
    resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
  );
  return promise;
}

/** Start the bot. */
export function startBot(env: NodeJS.ProcessEnv): BotProcess {
  const child = spawn(process.execPath, [programOf('bot')], { env, cwd: '/' });
  let stderr = '';
  let stdout = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { child, ended, log: () => stderr, [Symbol.dispose]: () => void child.kill('SIGKILL') };
}
