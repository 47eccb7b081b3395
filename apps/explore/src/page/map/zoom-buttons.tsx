import { FitIcon, MinusIcon, PlusIcon } from '../parts/icons.tsx';

interface ZoomButtonsProps {
  readonly onIn: () => void;
  readonly onOut: () => void;
  readonly onFit: () => void;
}

/** Buttons over a corner of the map. */
export function ZoomButtons({ onIn, onOut, onFit }: ZoomButtonsProps) {
  return (
    <div class="map-buttons" role="group" aria-label="Zoom">
      <button type="button" class="action" aria-label="Zoom in" onClick={onIn}>
        <PlusIcon />
      </button>
      <button type="button" class="action" aria-label="Zoom out" onClick={onOut}>
        <MinusIcon />
      </button>
      <button type="button" class="action" aria-label="Show the whole map" onClick={onFit}>
        <FitIcon />
      </button>
    </div>
  );
}
