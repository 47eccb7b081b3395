import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { treeMemory } from '@soundalike/audio-core/testing';
import { SoundalikeError } from '@soundalike/errors';

const SAMPLE_MS = 200;

/**
 * One side of the comparison: a program that prints `ready` after it has embedded the first file once, and
 * `done SECONDS` after it has embedded all files.
 */
export interface Side {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Return the seconds of a side from `ready` on, when its model is loaded.
 * @throws `EMBEDDING_INVALID` with the end of its stderr if it fails
 */
export async function timeOf(side: Side, signal: AbortSignal): Promise<number> {
  return runToEnd(side, signal, () => undefined);
}

/**
 * Return the peak memory of all processes of a side together, in bytes, over the entire run. Sampling takes processor
 * time, so this run is not timed.
 * @throws as `timeOf`
 */
export async function peakMemoryOf(side: Side, signal: AbortSignal): Promise<number> {
  let peakBytes = 0;
  await runToEnd(side, signal, async (pid) => {
    peakBytes = Math.max(peakBytes, await treeMemory(pid));
  });
  return peakBytes;
}

async function runToEnd(
  { name, program, args, env }: Side,
  signal: AbortSignal,
  sample: (pid: number) => unknown,
): Promise<number> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env }, signal });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-2000)));
  const ended = new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
  ended.catch(() => undefined);
  const timer = setInterval(() => sample(child.pid!), SAMPLE_MS);
  try {
    let seconds: number | null = null;
    for await (const line of createInterface({ input: child.stdout }))
      if (line.startsWith('done ')) seconds = Number(line.slice(5));
    const code = await ended;
    if (code !== 0 || seconds === null)
      throw new SoundalikeError(
        'EMBEDDING_INVALID',
        `${name}: exited with code ${code} before all files were embedded: ${errors}`,
      );
    return seconds;
  } finally {
    clearInterval(timer);
  }
}
