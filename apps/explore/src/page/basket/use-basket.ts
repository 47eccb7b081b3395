import { useLocation } from 'preact-iso';
import { likeAddress } from '../shared/addresses.ts';
import { basket, setBasket } from '../state/basket.ts';
import type { Basket } from '../state/basket.ts';

/** Return the address of the question that a basket asks. */
export function basketAddress({ like, unlike, blend }: Basket): string {
  return likeAddress({ like: like.map(({ id }) => id), unlike: unlike.map(({ id }) => id), blend });
}

/** The picked songs, and a way to change them; the address of an answer that is open follows. */
export function useBasket(): [basket: Basket, change: (next: Basket) => void] {
  const { path, route } = useLocation();
  const change = (next: Basket): void => {
    setBasket(next);
    if (path === '/like') route(basketAddress(next));
  };
  return [basket.value, change];
}
