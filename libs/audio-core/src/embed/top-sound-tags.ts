import type { SoundTag } from '@soundalike/catalog';

/** The `count` most probable labels, most probable first; probabilities are rounded to four digits. */
export function topSoundTags(labels: readonly string[], probabilities: Float32Array, count: number): SoundTag[] {
  return labels
    .map((label, index) => ({ label, score: Math.round((probabilities[index] ?? 0) * 1e4) / 1e4 }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count);
}
