import { useLayoutEffect, useRef } from 'preact/hooks';
import { useBasket } from '../basket/use-basket.ts';
import { openMenu } from './open-menu.ts';
import { placeBelow } from './place-below.ts';
import { trackEntries } from './track-entries.ts';

/** The menu of the track whose button was pressed (WAI-ARIA Authoring Practices, "menu button"). */
export function TrackMenu() {
  const opened = openMenu.value;
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!opened || !menu.current) return undefined;
    const element = menu.current;
    element.showPopover();
    placeBelow(element, opened.button);
    element.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const onToggle = ({ newState }: ToggleEvent): void => {
      if (newState !== 'closed') return;
      if (element.contains(document.activeElement) || document.activeElement === document.body) opened.button.focus();
      if (openMenu.peek() === opened) openMenu.value = null;
    };
    element.addEventListener('toggle', onToggle);
    return () => element.removeEventListener('toggle', onToggle);
  }, [opened]);
  const [basket, change] = useBasket();
  if (!opened) return null;
  const entries = trackEntries(opened.track, basket, change);
  const close = (): void => {
    opened.button.focus();
    openMenu.value = null;
  };
  return (
    <div
      ref={menu}
      class="menu"
      popover="auto"
      role="menu"
      aria-label={opened.track.title}
      onKeyDown={(event) => onKeyDown(event, close)}
    >
      {entries.map((entry) =>
        'href' in entry ? (
          <a key={entry.label} role="menuitem" tabIndex={-1} href={entry.href} onClick={close}>
            {entry.label}
          </a>
        ) : (
          <button
            key={entry.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => {
              close();
              entry.run();
            }}
          >
            {entry.label}
          </button>
        ),
      )}
    </div>
  );
}

function onKeyDown(event: KeyboardEvent, close: () => void): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    items[next % items.length]?.focus();
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    close();
  }
}
