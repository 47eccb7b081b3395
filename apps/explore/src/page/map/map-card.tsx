import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Place, Size } from './camera.ts';
import { placeCard } from './place-card.ts';

interface MapCardProps {
  /** A label of a marked point, or the card of the point under the pointer or chosen by keys. */
  readonly kind: 'seed' | 'hover';
  /** Place of the point. */
  readonly at: Place;
  /** Size of the map. */
  readonly view: Size;
  readonly children: ComponentChildren;
}

/** A card next to a point of the map, moved so that no edge cuts it. Nothing is shown for a point out of view. */
export function MapCard({ kind, at: [x, y], view, children }: MapCardProps) {
  const card = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const { offsetWidth: width, offsetHeight: height } = card.current!;
    if (size?.width !== width || size.height !== height) setSize({ width, height });
  });
  const isInView = x >= 0 && y >= 0 && x <= view.width && y <= view.height;
  const [left, top] = size === null ? [0, 0] : placeCard([x, y], size, view);
  return (
    <div
      ref={card}
      class={`map-card map-card-${kind}`}
      data-shown={size !== null && isInView}
      style={{ '--x': `${x}px`, '--y': `${y}px`, '--left': `${left}px`, '--top': `${top}px` }}
      aria-hidden="true"
    >
      {children}
    </div>
  );
}
