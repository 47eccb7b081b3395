import { setTimeout } from 'node:timers/promises';
import { DiscordSimulator } from '@soundalike/discord-simulator';
import { markdownTable } from '../report/report.ts';
import type { BenchLibrary } from './bench-bursts.ts';
import { registerBot, startBot } from './bot-process.ts';
import { ACTIONS, runLoad } from './member-load.ts';
import type { Outcome } from './member-load.ts';

const ACTIONS_PER_SECOND = 20;

/** Share of the time after which the older process is stopped. */
const STOP_AFTER = 0.8;

/**
 * Run two processes with one token under load, as in a rolling update, and stop the older one towards the end. Print
 * how many interactions were answered once, twice and never.
 */
export async function benchOverlap(
  { count, path }: BenchLibrary,
  roundTripMs: number,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  await using simulator = await DiscordSimulator.start({ roundTripMs, identifyWindowMs: 0 });
  await registerBot(simulator, path);
  await using older = await startBot(simulator, path);
  await using newer = await startBot(simulator, path);
  const { message } = await simulator.command('recommend');
  const load = { actions: ACTIONS, count: seconds * ACTIONS_PER_SECOND, seconds };
  const stopped = setTimeout(STOP_AFTER * seconds * 1000, undefined, { signal }).then(() => older.stop());
  const outcomes = await runLoad(simulator, message, load, signal);
  const code = await stopped;
  const answers = outcomes.map(timesAnswered);
  const rows = [
    [
      'tracks',
      'round trip ms',
      'seconds',
      'interactions',
      'answered once',
      'twice',
      'never',
      'refused',
      'older ended with',
    ],
    [
      count,
      roundTripMs,
      seconds,
      outcomes.length,
      ...[1, 2, 0].map((times) => answers.filter((each) => each === times).length),
      outcomes.filter(isRefused).length,
      String(code),
    ].map(String),
  ];
  process.stdout.write(markdownTable(rows));
  const broken = simulator.violations.filter((violation) => !violation.includes('40060'));
  const log = [...broken, ...older.complaints, ...newer.complaints];
  if (log.length > 0) process.stderr.write(`${log.slice(0, 5).join('\n')}\n`);
}

/** An interaction has one visible message, which is not changed after it has come, or suggestions. */
function timesAnswered({ action, answer }: Outcome): number {
  if (answer === null) return 0;
  if (action === 'suggestions') return 1;
  const visible = answer.messages.filter(({ deleted, loading }) => !deleted && !loading);
  return Math.min(2, visible.length + visible.filter(({ edits }) => edits > 0).length);
}

/** Whether a stopping process sent a member away. */
function isRefused({ action, answer }: Outcome): boolean {
  return action !== 'suggestions' && answer?.message.ephemeral === true;
}
