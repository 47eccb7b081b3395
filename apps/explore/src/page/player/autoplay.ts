import { effect, signal } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';
import { pickFollowing } from './pick-following.ts';
import { appendAutoplay } from './queue-edits.ts';
import { currentEntry, heard, upcoming } from './queue.ts';
import type { PlayableTrack, Queue } from './queue.ts';

/** With fewer entries ahead than this, more are requested. */
const FEW_AHEAD = 3;
/** Number of tracks added at once. */
const ADDED = 5;
/** Largest number of tracks that the new ones sound like. */
const MAX_SEEDS = 3;
/** Largest number of tracks of a request. */
const MAX_CANDIDATES = 500;

export interface AutoplayParts {
  readonly queue: Signal<Queue>;
  readonly enabled: ReadonlySignal<boolean>;
  /** Return tracks that sound like the given ones, which can be among them. */
  readonly similarTo: (ids: readonly string[], count: number) => Promise<readonly PlayableTrack[]>;
  /** Whether the listener does not want to hear a track. */
  readonly isUnwanted: (id: string) => boolean;
}

/** Autoplay of a queue. */
export interface Autoplay {
  /** Why there is nothing more to play; null while there is. */
  readonly problem: ReadonlySignal<string | null>;
  /** Ask again after a problem. */
  readonly retry: () => void;
}

/** Keep tracks in the queue that sound like the chosen ones, so that it does not end. */
export function keepPlaying({ queue, enabled, similarTo, isUnwanted }: AutoplayParts): Autoplay {
  const problem = signal<string | null>(null);
  const isAsking = signal(false);
  /** Key of the entry for which nothing was found; asked again when another one plays. */
  const inVainAt = signal<number | null>(null);

  /** Return tracks to play; many candidates are requested only if the first ones are all known or unwanted. */
  const pickMore = async (seeds: readonly string[]): Promise<PlayableTrack[]> => {
    for (let count = seeds.length + queue.peek().entries.length + ADDED; ; count *= 4) {
      const candidates = await similarTo(seeds, Math.min(MAX_CANDIDATES, count));
      const known = heard(queue.peek()).map(({ id }) => id);
      const coming = upcoming(queue.peek()).map(({ track }) => track.id);
      const picked = pickFollowing(candidates, { heard: known, coming, isHidden: isUnwanted }, ADDED);
      const isAll = count >= MAX_CANDIDATES || candidates.length < count;
      if (isAll || picked.some(({ id }) => !known.includes(id))) return picked;
    }
  };

  const ask = async (): Promise<void> => {
    const picked = await pickMore(seedsOf(queue.peek()));
    if (!enabled.peek()) return;
    if (picked.length > 0) queue.value = appendAutoplay(queue.peek(), picked);
    else inVainAt.value = currentEntry(queue.peek())?.key ?? null;
    problem.value = upcoming(queue.peek()).length > 0 ? null : 'Nothing else in this library sounds like it.';
  };

  effect(() => {
    const entry = currentEntry(queue.value);
    if (!enabled.value) {
      inVainAt.value = null;
      problem.value = null;
    }
    const isNeeded = enabled.value && entry !== null && upcoming(queue.value).length < FEW_AHEAD;
    if (!isNeeded || isAsking.value || inVainAt.value === entry.key) return;
    isAsking.value = true;
    ask()
      .catch((error: unknown) => {
        inVainAt.value = currentEntry(queue.peek())?.key ?? null;
        problem.value = error instanceof Error ? error.message : String(error);
      })
      // The listener may have chosen something else meanwhile, so the effect runs again.
      .finally(() => (isAsking.value = false));
  });
  return {
    problem,
    retry: () => (inVainAt.value = null),
  };
}

/** Return the ids of the tracks that autoplay follows: the last chosen ones that play or come, or else the one before. */
function seedsOf(queue: Queue): string[] {
  const isChosen = ({ source }: Queue['entries'][number]): boolean => source === 'chosen';
  const ahead = queue.entries.slice(queue.at).filter(isChosen);
  const last = queue.entries.slice(0, queue.at).findLast(isChosen) ?? currentEntry(queue);
  const seeds = ahead.length > 0 || last === null ? ahead.slice(-MAX_SEEDS) : [last];
  return [...new Set(seeds.map(({ track }) => track.id))];
}
