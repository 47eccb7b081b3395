import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A command of this project in a separate process. */
export interface RunningCli {
  readonly child: ChildProcess;
  /** Resolves when the process has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
  /** Wait until stderr contains the text. */
  printed(text: string): Promise<void>;
}

/** Start `src/cli/NAME.ts` with a separate environment: the given variables, PATH, and Node's compile cache. */
export function startCli(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  workingFolder?: string,
): RunningCli {
  const file = new URL(`../cli/${name}.ts`, import.meta.url).pathname;
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH, NODE_COMPILE_CACHE, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(workingFolder !== undefined && { cwd: workingFolder }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return {
    child,
    ended,
    async printed(text) {
      while (!stderr.includes(text)) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`the command ended before it printed ${text}: ${stderr}`);
        await Promise.race([once(child.stderr, 'data'), ended]);
      }
    },
  };
}
