import { SOUND_WORDS } from '../model/sound-words.ts';
import type { SoundTag } from '../model/track.ts';

/** Lowest probability of a label that describes a track. */
const MIN_SCORE = 0.1;
const MAX_SHARED = 5;
/** The label of nearly every track in a music library, so it explains nothing. */
const UNINFORMATIVE = 'Music';

/** Return the most probable label of a track other than `Music` and the words for its brightness and speed, or null. */
export function dominantTag(tags: readonly SoundTag[]): string | null {
  return (
    tags.find(({ label }) => label !== UNINFORMATIVE && !SOUND_WORDS.some((word) => word === label))?.label ?? null
  );
}

/** Return up to five labels that both tracks have with a probability of at least 0.1, most probable in both first. */
export function sharedTags(a: readonly SoundTag[], b: readonly SoundTag[]): string[] {
  const scores = new Map(b.map(({ label, score }) => [label, score]));
  return a
    .flatMap(({ label, score }) => {
      const other = scores.get(label) ?? 0;
      return score >= MIN_SCORE && other >= MIN_SCORE && label !== UNINFORMATIVE
        ? [{ label, both: score * other }]
        : [];
    })
    .sort((x, y) => y.both - x.both)
    .slice(0, MAX_SHARED)
    .map(({ label }) => label);
}
