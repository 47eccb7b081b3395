import type { SoundTag } from '../model/sound-tag.ts';

/** Probability from which a label says something of a track. */
const MIN_SCORE = 0.1;
const MAX_SHARED = 5;
/** Said of everything in a music library, so it explains nothing. */
const UNINFORMATIVE = 'Music';

/** The most probable label of a track that says something of it, or null. */
export function dominantTag(tags: readonly SoundTag[]): string | null {
  return tags.find(({ label }) => label !== UNINFORMATIVE)?.label ?? null;
}

/** Labels that both tracks carry with a probability of at least 0.1, at most five, the most probable of both first. */
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
