import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { useLocation } from 'preact-iso';
import { theme, toggleTheme } from '../state/theme.ts';
import { wide } from '../state/wide.ts';
import { HelpIcon, MapIcon, MoonIcon, ShuffleIcon, SunIcon } from './icons.tsx';
import { SearchBox } from './search-box.tsx';
/** Name, search, and what can be done from everywhere. */
export function Header({ onRandom, onHelp }) {
  const { path } = useLocation();
  const next = theme() === 'dark' ? 'light' : 'dark';
  return _jsxs('header', {
    class: 'header',
    children: [
      _jsx('a', { class: 'wordmark', href: '/', children: 'soundalike' }),
      _jsx(SearchBox, {}),
      _jsxs('nav', {
        class: 'actions',
        'aria-label': 'Actions',
        children: [
          !wide.value &&
            _jsx('a', {
              class: 'action',
              href: '/map',
              'aria-label': 'Map',
              'aria-current': path === '/map' ? 'page' : undefined,
              children: _jsx(MapIcon, {}),
            }),
          _jsxs('button', {
            type: 'button',
            class: 'action action-labelled',
            'aria-label': 'Random seed',
            onClick: onRandom,
            children: [_jsx(ShuffleIcon, {}), _jsx('span', { children: 'Random seed' })],
          }),
          _jsx('button', {
            type: 'button',
            class: 'action',
            'aria-label': `Use ${next} colours`,
            onClick: toggleTheme,
            children: next === 'light' ? _jsx(SunIcon, {}) : _jsx(MoonIcon, {}),
          }),
          _jsx('button', {
            type: 'button',
            class: 'action',
            'aria-label': 'Keyboard shortcuts',
            onClick: onHelp,
            children: _jsx(HelpIcon, {}),
          }),
        ],
      }),
    ],
  });
}
