import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import type { CommandAction } from '@soundalike/command-line';
import { wholeNumber } from '@soundalike/command-line';
import { SoundalikeError } from '@soundalike/errors';
import { describeMachine, markdownTable, median } from '../report/report.ts';
import { tableValues } from './table-values.ts';

const CLI = join('tools', 'benchmarks', 'src', 'cli.ts');

/** One version of this project. */
interface Version {
  readonly folder: string;
  /** Folder for temporary files, which keeps this version's converted models apart from those of the others. */
  readonly temporary: string;
}

/** `bench versions`: any benchmark with two versions of this project, in turn. */
export function versionsCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('versions')
    .description(
      'Run another benchmark with two versions of this project, in turn, and print the medians next to each other.\n' +
        'For example, with a checkout of an older commit in ../before, where npm ci was run:\n\n' +
        '  npm run -s bench -- versions ../before . -- pipeline --dataset MUSIC',
    )
    .argument('<before>', 'folder of one version, installed')
    .argument('<after>', 'folder of the other version, installed')
    .argument('<benchmark...>', 'the benchmark and its options, after --')
    .option('--rounds <n>', 'runs of each version; the median counts', wholeNumber(1), 3)
    .option('--work <dir>', 'folder that keeps the files of each version', join(tmpdir(), 'soundalike-versions'));
  return [
    command,
    async (signal) => {
      const [before, after, ...benchmark] = command.args as [string, string, ...string[]];
      const { rounds, work } = command.opts<{ rounds: number; work: string }>();
      const versions = [before, after].map((folder, index) => ({
        folder: resolve(folder),
        temporary: resolve(work, String(index)),
      }));
      const measured = new Map<string, number[][]>();
      for (let round = 1; round <= rounds; round++)
        for (const [index, version] of versions.entries()) {
          process.stderr.write(`round ${round} of ${rounds}: ${version.folder}\n`);
          for (const { row, column, value } of tableValues(await outputOf(version, benchmark, signal))) {
            const name = JSON.stringify([row, column]);
            if (!measured.has(name)) measured.set(name, [[], []]);
            measured.get(name)![index]!.push(value);
          }
        }
      process.stdout.write(`${describeMachine()}; ${benchmark.join(' ')}; median of ${rounds}\n\n`);
      process.stdout.write(markdownTable([['row', 'value', 'before', 'after', 'ratio'], ...rowsOf(measured)]));
      return undefined;
    },
  ];
}

/**
 * Run a benchmark of a version.
 * @returns its stdout
 * @throws `USAGE` if the folder is no checkout, or the benchmark fails
 */
async function outputOf(
  { folder, temporary }: Version,
  benchmark: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const cli = join(folder, CLI);
  if (!existsSync(cli)) throw new SoundalikeError('USAGE', `${folder}: is no checkout of this project (no ${CLI})`);
  await mkdir(temporary, { recursive: true });
  const running = promisify(execFile)(process.execPath, [cli, ...benchmark], {
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary },
    signal,
    maxBuffer: 16 * 2 ** 20,
  });
  running.child.stderr?.pipe(process.stderr);
  try {
    return (await running).stdout;
  } catch (error) {
    if (signal.aborted) throw error;
    throw new SoundalikeError('USAGE', `bench ${benchmark.join(' ')} failed in ${folder}; its output is above`, {
      cause: error,
    });
  }
}

function rowsOf(measured: ReadonlyMap<string, readonly number[][]>): string[][] {
  return [...measured].map(([name, [before = [], after = []]]) => {
    const [row, column] = JSON.parse(name) as [string, string];
    const ratio = before.length > 0 && after.length > 0 ? median(after) / median(before) : NaN;
    return [row, column, format(before), format(after), Number.isFinite(ratio) ? ratio.toFixed(2) : '–'];
  });
}

function format(values: readonly number[]): string {
  return values.length === 0 ? '–' : String(median(values));
}
