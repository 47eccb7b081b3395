import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Distance from the edges of the list at which it scrolls while an entry is dragged, CSS pixels. */
const SCROLL_EDGE = 48;
const SCROLL_STEP = 12;

/** An entry that is dragged, and the place where it would be dropped. */
interface Drag {
  readonly key: number;
  readonly from: number;
  readonly to: number;
}

/** Dragging of the entries of a list by their handles, with mouse, touch or pen. */
export interface Reorder {
  /** Return how an entry at a place is drawn: dragged, or with the mark where the dragged one would be. */
  stateOf(key: number, place: number): 'dragged' | 'drop-before' | 'drop-after' | undefined;
  /** Return the event handlers of an entry's handle. */
  handlersOf(key: number, place: number): Record<string, (event: PointerEvent) => void>;
}

/**
 * Return handlers to drag the entries of a list; Escape leaves everything where it was.
 * @param list contains the entries, which have the attribute `data-key`
 * @param onDrop gets the key of an entry and its new place
 */
export function useReorder(list: RefObject<HTMLElement | null>, onDrop: (key: number, to: number) => void): Reorder {
  const [drag, setDrag] = useState<Drag | null>(null);
  useEffect(() => {
    if (!drag) return undefined;
    const cancel = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setDrag(null);
    };
    addEventListener('keydown', cancel, { capture: true });
    return () => removeEventListener('keydown', cancel, { capture: true });
  }, [drag]);

  return {
    stateOf(key, place) {
      if (!drag) return undefined;
      if (drag.key === key) return 'dragged';
      if (drag.to === drag.from || drag.to !== place) return undefined;
      return drag.to < drag.from ? 'drop-before' : 'drop-after';
    },
    handlersOf: (key, place) => ({
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
        setDrag({ key, from: place, to: place });
      },
      onPointerMove: (event) => {
        if (drag?.key !== key || !list.current) return;
        scrollNearEdge(list.current, event.clientY);
        setDrag({ ...drag, to: placeAt(list.current, key, event.clientY) });
      },
      onPointerUp: () => {
        if (drag?.key !== key) return;
        setDrag(null);
        if (drag.to !== drag.from) onDrop(key, drag.to);
      },
      onPointerCancel: () => setDrag(null),
    }),
  };
}

/** Return the place of an entry that is dropped at a height: after the other entries whose middle is above it. */
function placeAt(list: HTMLElement, key: number, y: number): number {
  return [...list.querySelectorAll<HTMLElement>('[data-key]')].filter((item) => {
    const { top, height } = item.getBoundingClientRect();
    return item.dataset['key'] !== String(key) && top + height / 2 < y;
  }).length;
}

function scrollNearEdge(list: HTMLElement, y: number): void {
  const { top, bottom } = list.getBoundingClientRect();
  if (y < top + SCROLL_EDGE) list.scrollBy(0, -SCROLL_STEP);
  else if (y > bottom - SCROLL_EDGE) list.scrollBy(0, SCROLL_STEP);
}
