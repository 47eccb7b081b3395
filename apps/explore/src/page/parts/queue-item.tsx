import type { QueueEntry } from '../player/queue.ts';
import { byline } from '../shared/format.ts';
import { player } from '../state/player.ts';
import { DownIcon, HandleIcon, RemoveIcon, UpIcon } from './player-icons.tsx';
import type { Reorder } from './use-reorder.ts';

/** A button of an entry. */
export type QueueItemPart = 'handle' | 'up' | 'down' | 'remove';

interface QueueItemProps {
  readonly entry: QueueEntry;
  /** 0 for next. */
  readonly place: number;
  readonly places: number;
  readonly reorder: Reorder;
  /** Move it; the given button keeps the focus. */
  readonly onMove: (to: number, part: QueueItemPart) => void;
  readonly onRemove: () => void;
}

/** A track that comes. Its handle is dragged, or moved by arrow keys; two buttons do the same. */
export function QueueItem({ entry: { key, track }, place, places, reorder, onMove, onRemove }: QueueItemProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: places - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to >= 0 && to < places) onMove(to, 'handle');
  };
  const move = (part: 'up' | 'down', to: number) => {
    const isPossible = to >= 0 && to < places;
    return {
      type: 'button' as const,
      class: 'control queue-move',
      'data-part': part,
      'aria-label': `Move ${track.title} ${part}`,
      'aria-disabled': !isPossible,
      onClick: () => isPossible && onMove(to, part),
    };
  };
  return (
    <li class="queue-item" data-key={key} data-drag={reorder.stateOf(key, place)}>
      <button
        type="button"
        class="control queue-handle"
        data-part="handle"
        aria-label={`Move ${track.title}, ${place + 1} of ${places}, with the arrow keys`}
        onKeyDown={onKeyDown}
        {...reorder.handlersOf(key, place)}
      >
        <HandleIcon />
      </button>
      <button type="button" class="queue-play" title={`Play ${track.title}`} onClick={() => player.jumpTo(key)}>
        <span class="row-title">{track.title}</span>
        <span class="quiet one-line">{byline(track)}</span>
      </button>
      <button {...move('up', place - 1)}>
        <UpIcon />
      </button>
      <button {...move('down', place + 1)}>
        <DownIcon />
      </button>
      <button
        type="button"
        class="control"
        data-part="remove"
        aria-label={`Remove ${track.title} from the queue`}
        onClick={onRemove}
      >
        <RemoveIcon />
      </button>
    </li>
  );
}
