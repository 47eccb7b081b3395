import { useLayoutEffect, useRef } from 'preact/hooks';
import { chosenAhead, upcoming } from '../player/queue.ts';
import type { QueueEntry } from '../player/queue.ts';
import { player, queueShown } from '../state/player.ts';
import { RemoveIcon } from './player-icons.tsx';
import { QueueItem } from './queue-item.tsx';
import type { QueueItemPart } from './queue-item.tsx';
import { useReorder } from './use-reorder.ts';

/** Id of the button that shows the queue. */
export const QUEUE_BUTTON = 'queue-button';

/** What comes next; it can be played, moved and removed. */
export function QueuePanel() {
  const panel = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const reorder = useReorder(panel, (key, to) => player.edit.move(key, to));
  const focusAfter = useFocusAfterChange(panel, title);
  useLayoutEffect(() => {
    title.current?.focus();
    return () => {
      if (panel.current?.contains(document.activeElement)) document.getElementById(QUEUE_BUTTON)?.focus();
    };
  }, []);

  const ahead = upcoming(player.queue.value);
  const chosen = chosenAhead(player.queue.value);
  const itemOf = (entry: QueueEntry, index: number) => (
    <QueueItem
      key={entry.key}
      entry={entry}
      place={index}
      places={ahead.length}
      reorder={reorder}
      onMove={(to, part) => {
        player.edit.move(entry.key, to);
        focusAfter({ key: entry.key, part });
      }}
      onRemove={() => {
        player.edit.remove(entry.key);
        const neighbour = ahead[index + 1] ?? ahead[index - 1];
        focusAfter(neighbour ? { key: neighbour.key, part: 'remove' } : null);
      }}
    />
  );
  const onClear = (): void => {
    player.edit.clear();
    focusAfter(null);
  };
  return (
    <section id="queue" class="queue" aria-labelledby="queue-title" ref={panel}>
      <header class="queue-head">
        <h2 id="queue-title" ref={title} tabIndex={-1}>
          Queue
        </h2>
        {chosen > 0 && (
          <button type="button" class="link" onClick={onClear}>
            Clear
          </button>
        )}
        <button type="button" class="control" aria-label="Close the queue" onClick={() => (queueShown.value = false)}>
          <RemoveIcon />
        </button>
      </header>
      {chosen === 0 && <p class="quiet queue-note">No songs are queued.</p>}
      {chosen > 0 && (
        <ol class="queue-list" aria-label="Queued songs">
          {ahead.slice(0, chosen).map(itemOf)}
        </ol>
      )}
      <h3>Autoplay</h3>
      <p class="quiet queue-note">{autoplayNote(ahead.length - chosen)}</p>
      {ahead.length > chosen && (
        <ol class="queue-list" aria-label="Songs of autoplay">
          {ahead.slice(chosen).map((entry, index) => itemOf(entry, chosen + index))}
        </ol>
      )}
    </section>
  );
}

function autoplayNote(count: number): string {
  if (!player.preferences.autoplay.value) return 'Off. The music ends with the queue.';
  if (count > 0) return 'These sound like what you chose.';
  return player.autoplay.problem.value ?? 'Songs that sound like it follow.';
}

/** The part of an entry that gets the focus. */
interface FocusTarget {
  readonly key: number;
  readonly part: QueueItemPart;
}

/** Return a function that focuses a part of an entry, or else the title, once the changed queue is drawn. */
function useFocusAfterChange(
  panel: { readonly current: HTMLElement | null },
  title: { readonly current: HTMLElement | null },
): (target: FocusTarget | null) => void {
  const wanted = useRef<FocusTarget | null | undefined>(undefined);
  useLayoutEffect(() => {
    const target = wanted.current;
    if (target === undefined) return;
    wanted.current = undefined;
    const part =
      target && panel.current?.querySelector<HTMLElement>(`[data-key="${target.key}"] [data-part="${target.part}"]`);
    (part ?? title.current)?.focus();
  });
  return (target) => (wanted.current = target);
}
