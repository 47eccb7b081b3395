import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
function Icon({ children }) {
  return _jsx('svg', {
    class: 'icon',
    viewBox: '0 0 24 24',
    width: '20',
    height: '20',
    'aria-hidden': 'true',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.75',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    children: children,
  });
}
export const PlayIcon = () =>
  _jsx(Icon, { children: _jsx('path', { d: 'M8 5.500v13l11-6.500z', fill: 'currentColor' }) });
export const PauseIcon = () =>
  _jsx(Icon, { children: _jsx('path', { d: 'M8.5 5.500v13M15.5 5.500v13', 'stroke-width': '3' }) });
export const SearchIcon = () =>
  _jsxs(Icon, { children: [_jsx('circle', { cx: '11', cy: '11', r: '6.5' }), _jsx('path', { d: 'm16 16 4 4' })] });
export const ShuffleIcon = () =>
  _jsx(Icon, {
    children: _jsx('path', {
      d: 'M4 7h3c5 0 5 10 10 10h3M4 17h3c2 0 3.2-1.5 4.2-3.300M13 9.800C14 8.2 15.2 7 17 7h3M17.5 4.5 20 7l-2.5 2.500M17.5 14.5 20 17l-2.5 2.5',
    }),
  });
export const MapIcon = () =>
  _jsxs(Icon, {
    children: [
      _jsx('circle', { cx: '7', cy: '8', r: '2' }),
      _jsx('circle', { cx: '16.5', cy: '6', r: '1.5' }),
      _jsx('circle', { cx: '17', cy: '16', r: '2.5' }),
      _jsx('circle', { cx: '9', cy: '17', r: '1.5' }),
    ],
  });
export const SunIcon = () =>
  _jsxs(Icon, {
    children: [
      _jsx('circle', { cx: '12', cy: '12', r: '4' }),
      _jsx('path', { d: 'M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.400M5.6 18.4 7 17M17 7l1.4-1.4' }),
    ],
  });
export const MoonIcon = () =>
  _jsx(Icon, { children: _jsx('path', { d: 'M19.5 14.500A8 8 0 0 1 9.5 4.500a8 8 0 1 0 10 10z' }) });
export const HelpIcon = () =>
  _jsx(Icon, { children: _jsx('path', { d: 'M9 9a3 3 0 1 1 4.5 2.600c-1 .6-1.5 1.2-1.5 2.400M12 17.500v.01' }) });
export const PlusIcon = () => _jsx(Icon, { children: _jsx('path', { d: 'M12 5v14M5 12h14' }) });
export const MinusIcon = () => _jsx(Icon, { children: _jsx('path', { d: 'M5 12h14' }) });
export const FitIcon = () => _jsx(Icon, { children: _jsx('path', { d: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5' }) });
