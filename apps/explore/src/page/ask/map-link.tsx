import { wide } from '../state/display.ts';

/** The way to the map where it is a page of its own; it marks the answer. */
export function MapLink() {
  if (wide.value) return null;
  return (
    <a class="link" href="/map">
      See it on the map
    </a>
  );
}
