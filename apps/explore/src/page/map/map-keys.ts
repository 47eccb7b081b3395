import type { Direction } from './next-point.ts';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** What keys do while the map has the focus. */
export interface MapKeyActions {
  readonly onMove: (direction: Direction) => void;
  readonly onOpen: () => void;
  readonly onLeave: () => void;
  readonly onZoom: (step: 1 | -1) => void;
  readonly onFit: () => void;
}

/** Do what a key means on the map. Its keys are not shortcuts of the page meanwhile. */
export function handleMapKey(event: KeyboardEvent, actions: MapKeyActions): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actionOf(event.key, actions);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function actionOf(key: string, { onMove, onOpen, onLeave, onZoom, onFit }: MapKeyActions): (() => void) | null {
  const direction = DIRECTIONS[key];
  if (direction) return () => onMove(direction);
  switch (key) {
    case 'Enter':
      return onOpen;
    case 'Escape':
      return onLeave;
    case '+':
    case '=':
      return () => onZoom(1);
    case '-':
      return () => onZoom(-1);
    case '0':
      return onFit;
    default:
      return null;
  }
}
