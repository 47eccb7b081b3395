import type { SoundTag } from '@soundalike/catalog';

const SHOWN = 5;

/** What the model hears, most probable first. */
export function SoundTags({ tags }: { readonly tags: readonly SoundTag[] }) {
  if (tags.length === 0) return null;
  return (
    <section aria-labelledby="heard">
      <h2 id="heard">Heard in it</h2>
      <ul class="tags">
        {tags.slice(0, SHOWN).map(({ label, score }) => (
          <li key={label}>
            <span>{label}</span>
            <span class="tag-bar" style={{ '--share': `${100 * score}%` }} aria-hidden="true" />
            <span class="figure">{score.toFixed(2)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
