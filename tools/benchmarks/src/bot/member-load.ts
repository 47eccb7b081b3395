import { setTimeout } from 'node:timers/promises';
import { simulatedUser } from '@soundalike/discord-simulator';
import type { Answer, DiscordSimulator, SeenMessage } from '@soundalike/discord-simulator';
import { TYPED } from './bot-library.ts';

/** What members do in the benchmark. */
export const ACTIONS = ['command', 'button', 'suggestions'] as const;

/** One kind of action. */
export type Action = (typeof ACTIONS)[number];

/** What came of one action. */
export interface Outcome {
  readonly action: Action;
  /** null if Discord gave up on it. */
  readonly answer: Answer | null;
  /** Milliseconds until Discord had the acknowledgement, and the first thing to show; null: it never had. */
  readonly acknowledgedMs: number | null;
  readonly answeredMs: number | null;
}

/** Load on the bot: actions that are spread evenly over a time, in turn of each kind. */
export interface Load {
  readonly actions: readonly Action[];
  readonly count: number;
  readonly seconds: number;
}

/** Let members act, each of them once, and wait for what they get. */
export async function runLoad(
  simulator: DiscordSimulator,
  card: SeenMessage,
  { actions, count, seconds }: Load,
  signal: AbortSignal,
): Promise<Outcome[]> {
  const startedAt = performance.now();
  const outcomes: Promise<Outcome>[] = [];
  for (let n = 0; n < count; n++) {
    await setTimeout(Math.max(0, startedAt + (n * seconds * 1000) / count - performance.now()), undefined, { signal });
    outcomes.push(act(simulator, card, actions[n % actions.length]!, n));
  }
  return Promise.all(outcomes);
}

async function act(simulator: DiscordSimulator, card: SeenMessage, action: Action, n: number): Promise<Outcome> {
  const user = simulatedUser(`member ${n}`);
  const answering =
    action === 'command'
      ? simulator.command('recommend', { user })
      : action === 'button'
        ? simulator.press(card, 'Another', user)
        : simulator.autocomplete('recommend', 'song', TYPED[n % TYPED.length]!, user);
  const interaction = simulator.interactions.at(-1)!;
  const answer = await answering.catch(() => null);
  return {
    action,
    answer,
    acknowledgedMs: interaction.acknowledgedAfterMs,
    answeredMs: interaction.answeredAfterMs,
  };
}
