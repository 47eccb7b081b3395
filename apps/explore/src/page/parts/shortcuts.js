import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { useEffect, useRef } from 'preact/hooks';
const SHORTCUTS = [
  ['/', 'Search'],
  ['↑ ↓', 'Move through results and lists'],
  ['Enter', 'Open'],
  ['R', 'Random seed'],
  ['Space', 'Play or pause'],
  ['← →', 'Five seconds back or on'],
  ['D', 'Dark or light'],
  ['?', 'This list'],
];
/** The list of keys, over the page. */
export function Shortcuts({ onClose }) {
  const dialog = useRef(null);
  useEffect(() => dialog.current?.showModal(), []);
  return _jsxs('dialog', {
    ref: dialog,
    class: 'shortcuts',
    'aria-labelledby': 'shortcuts-title',
    onClose: onClose,
    onClick: (event) => event.target === dialog.current && dialog.current?.close(),
    children: [
      _jsx('h2', { id: 'shortcuts-title', children: 'Keyboard shortcuts' }),
      _jsx('dl', {
        children: SHORTCUTS.map(([key, does]) =>
          _jsxs(
            'div',
            { children: [_jsx('dt', { children: _jsx('kbd', { children: key }) }), _jsx('dd', { children: does })] },
            key,
          ),
        ),
      }),
      _jsx('button', { type: 'button', class: 'button', onClick: () => dialog.current?.close(), children: 'Close' }),
    ],
  });
}
