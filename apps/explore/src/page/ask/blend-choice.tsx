import type { Basket } from '../state/basket.ts';

const BLENDS = [
  { blend: 'mean', label: 'Like all of them' },
  { blend: 'nearest', label: 'Like any one of them' },
] as const;

/** Choice of how several songs to be like are combined. */
export function BlendChoice({
  blend,
  onChange,
}: {
  readonly blend: Basket['blend'];
  readonly onChange: (blend: Basket['blend']) => void;
}) {
  return (
    <fieldset class="choice">
      <legend class="visually-hidden">How the songs are combined</legend>
      {BLENDS.map((each) => (
        <label key={each.blend}>
          <input type="radio" name="blend" checked={each.blend === blend} onChange={() => onChange(each.blend)} />
          <span>{each.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
