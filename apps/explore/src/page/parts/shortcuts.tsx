import { useEffect, useRef } from 'preact/hooks';

const SHORTCUTS: readonly (readonly [key: string, action: string])[] = [
  ['/', 'Search'],
  ['↑ ↓', 'Move through results and lists'],
  ['Enter', 'Open'],
  ['Esc', 'Clear the search, close a list'],
  ['R', 'Random song'],
  ['Space', 'Play or pause'],
  ['← →', 'Five seconds back or forward'],
  ['N P', 'Next or previous song'],
  ['+ −', 'Louder or quieter'],
  ['M', 'Mute'],
  ['E', 'Add the focused song to the queue'],
  ['⇧ E', 'Play the focused song next'],
  ['Q', 'Show the queue'],
  ['A', 'Autoplay on or off'],
  ['D', 'Dark or light'],
  ['Tab', 'To the map: there arrows, Enter, + − and 0 move, open, zoom and fit'],
  ['?', 'This list'],
];

/** Dialog with the keyboard shortcuts. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="shortcuts"
      aria-labelledby="shortcuts-title"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <h2 id="shortcuts-title">Keyboard shortcuts</h2>
      <dl>
        {SHORTCUTS.map(([key, action]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{action}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}
