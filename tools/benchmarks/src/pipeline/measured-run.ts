import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { CatalogError } from '@soundalike/catalog';
import { treeMemory } from './tree-memory.ts';

const SAMPLE_MS = 200;

/** What a side is: a program that prints `ready` when it has embedded the first file once, and `done SECONDS` when it has embedded all. */
export interface Side {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** One run of one side. */
export interface MeasuredRun {
  /** From `ready` on: the model is loaded. */
  readonly seconds: number;
  /** Largest memory of its processes together, bytes, over its whole life. */
  readonly peakBytes: number;
}

/** Runs a side to its end. @throws `EMBEDDING_INVALID` with the end of its stderr when it fails */
export async function measureRun({ name, program, args, env }: Side, signal: AbortSignal): Promise<MeasuredRun> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env }, signal });
  let errors = '';
  child.stderr.on('data', (bytes: Buffer) => (errors = (errors + bytes.toString()).slice(-2000)));
  const ended = new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
  ended.catch(() => undefined);
  let peakBytes = 0;
  const timer = setInterval(() => void treeMemory(child.pid!).then((bytes) => (peakBytes = Math.max(peakBytes, bytes))), SAMPLE_MS);
  try {
    let seconds: number | null = null;
    for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('done ')) seconds = Number(line.slice(5));
    const code = await ended;
    if (code !== 0 || seconds === null) throw new CatalogError('EMBEDDING_INVALID', `${name}: expected to embed all files, but it exited with code ${code}: ${errors}`);
    return { seconds, peakBytes };
  } finally {
    clearInterval(timer);
  }
}
