import { DiscordSimulator } from '@soundalike/discord-simulator';
import { percentile } from '../report/report.ts';
import { registerBot, startBot } from './bot-process.ts';
import { ACTIONS, runLoad } from './member-load.ts';
import type { Action, Load, Outcome } from './member-load.ts';

/** A library on disk. */
export interface BenchLibrary {
  readonly count: number;
  readonly path: string;
}

/** Commands before each measurement, so that the bot has read its library. */
const WARM_UP: Load = { actions: ACTIONS, count: 30, seconds: 3 };

const LOADS: readonly Load[] = [
  { actions: ACTIONS, count: 300, seconds: 5 },
  { actions: ['command'], count: 300, seconds: 15 },
];

const HEAD = [
  'tracks',
  'round trip ms',
  'load',
  'action',
  'acknowledged p50 ms',
  'p99',
  'worst',
  'answered p50 ms',
  'p99',
  'worst',
  'late',
];

/** Measure bursts of members, and print a Markdown table row by row. */
export async function benchBursts(
  libraries: readonly BenchLibrary[],
  roundTrips: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  process.stdout.write(`| ${HEAD.join(' | ')} |\n|${'---|'.repeat(HEAD.length)}\n`);
  for (const { count, path } of libraries) {
    for (const roundTripMs of roundTrips) {
      for (const load of LOADS) {
        const outcomes = await measure(path, roundTripMs, load, signal);
        const name = `${load.count} in ${load.seconds} s`;
        for (const action of load.actions) process.stdout.write(row([count, roundTripMs, name], action, outcomes));
      }
    }
  }
}

async function measure(path: string, roundTripMs: number, load: Load, signal: AbortSignal): Promise<Outcome[]> {
  await using simulator = await DiscordSimulator.start({ roundTripMs, identifyWindowMs: 0 });
  await registerBot(simulator, path);
  await using bot = await startBot(simulator, path);
  const { message } = await simulator.command('recommend');
  await runLoad(simulator, message, WARM_UP, signal);
  const outcomes = await runLoad(simulator, message, load, signal);
  const broken = [...simulator.violations, ...bot.complaints];
  if (broken.length > 0) process.stderr.write(`${broken.slice(0, 5).join('\n')}\n`);
  return outcomes;
}

function row(cells: readonly (string | number)[], action: Action, outcomes: readonly Outcome[]): string {
  const mine = outcomes.filter((each) => each.action === action);
  const late = mine.filter(({ answer }) => answer === null).length;
  const figures = (['acknowledgedMs', 'answeredMs'] as const).flatMap((name) => {
    const times = mine.flatMap((each) => each[name] ?? []);
    return [0.5, 0.99, 1].map((share) => (times.length === 0 ? '–' : percentile(times, share, 0)));
  });
  return `| ${[...cells, action, ...figures, `${late} of ${mine.length}`].join(' | ')} |\n`;
}
