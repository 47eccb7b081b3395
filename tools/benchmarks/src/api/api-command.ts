import type { Command } from 'commander';
import { wholeNumber } from '@soundalike/command-line';
import type { CommandAction } from '@soundalike/command-line';
import { idOf, withFilledFile } from '../ask/filled-store.ts';
import { describeMachine, markdownTable, percentile } from '../report/report.ts';
import { requestAtRate } from './request-at-rate.ts';
import type { LoadResult } from './request-at-rate.ts';
import { startExploreProcess } from './explore-process.ts';

type Options = Record<'tracks' | 'rate' | 'seconds' | 'count' | 'dims', number>;

/** `bench api`: whether the page's server bears a steady load of queries. */
export function apiCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('api')
    .description(
      'Send GET /api/v1/tracks/{id}/similar at a fixed rate, each for another track of a synthetic library shaped like ' +
        "Cnn14's. Exit 1 if a request fails.",
    )
    .option('--tracks <n>', 'size of the library', wholeNumber(1_000), 20_000)
    .option('--rate <n>', 'requests per second', wholeNumber(1, 5_000), 200)
    .option('--seconds <n>', 'length of the measurement', wholeNumber(1), 30)
    .option('--dims <n>', 'values of a vector; musicnn has 256', wholeNumber(2, 10_000), 2048)
    .option('--count <n>', 'matches of each answer', wholeNumber(1, 500), 10);
  return [
    command,
    async (signal) => {
      const { tracks, rate, seconds, count, dims } = command.opts<Options>();
      process.stdout.write(`${describeMachine()}; ${tracks} tracks of ${dims} values, ${count} matches\n\n`);
      let result: LoadResult | null = null;
      await withFilledFile(
        tracks,
        signal,
        async (storePath) => {
          await using server = await startExploreProcess(storePath);
          const address = (n: number): string =>
            `${server.url}api/v1/tracks/${idOf((n * 7919) % tracks)}/similar?count=${count}`;
          // The first query reads all codes.
          await requestAtRate(address, { rate: 10, seconds: 1, signal });
          result = await requestAtRate((n) => address(n + 10), { rate, seconds, signal });
        },
        dims,
      );
      const { milliseconds, failures } = result ?? { milliseconds: [], failures: new Map<string, number>() };
      const failed = [...failures.values()].reduce((sum, each) => sum + each, 0);
      process.stdout.write(
        markdownTable([
          ['requests per second', 'seconds', 'answered', 'failed', 'p50 ms', 'p99 ms', 'longest ms'],
          [
            ...[rate, seconds, milliseconds.length, failed].map(String),
            ...[0.5, 0.99, 1].map((share) => (milliseconds.length === 0 ? '' : percentile(milliseconds, share))),
          ],
        ]),
      );
      for (const [reason, times] of failures) process.stderr.write(`${times} times: ${reason}\n`);
      return failed === 0 ? undefined : 1;
    },
  ];
}
