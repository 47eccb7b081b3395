import { useLocation } from 'preact-iso';
import { EMPTY_BASKET } from '../state/basket.ts';
import { basketAddress, useBasket } from './use-basket.ts';

/** The picked songs, on every page but that of their answer. */
export function BasketBar() {
  const { path } = useLocation();
  const [{ like, unlike, blend }, change] = useBasket();
  if (path === '/like' || like.length + unlike.length === 0) return null;
  return (
    <section class="basket" aria-label="Blend">
      <p class="one-line">
        <span class="quiet">Blend: like </span>
        {like.length === 0 ? 'no song yet' : like.map(({ title }) => title).join(', ')}
        {unlike.length > 0 && (
          <>
            <span class="quiet"> · not like </span>
            {unlike.map(({ title }) => title).join(', ')}
          </>
        )}
      </p>
      <div class="basket-ways">
        <button type="button" class="link" onClick={() => change(EMPTY_BASKET)}>
          Clear
        </button>
        <a class="button button-main button-small" href={basketAddress({ like, unlike, blend })}>
          Find songs
        </a>
      </div>
    </section>
  );
}
