import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
const SHOWN = 5;
/** What the model hears, most probable first. */
export function SoundTags({ tags }) {
  if (tags.length === 0) return null;
  return _jsxs('section', {
    'aria-labelledby': 'heard',
    children: [
      _jsx('h2', { id: 'heard', children: 'Heard in it' }),
      _jsx('ul', {
        class: 'tags',
        children: tags.slice(0, SHOWN).map(({ label, score }) =>
          _jsxs(
            'li',
            {
              children: [
                _jsx('span', { children: label }),
                _jsx('span', { class: 'tag-bar', style: { '--share': `${100 * score}%` }, 'aria-hidden': 'true' }),
                _jsx('span', { class: 'figure', children: score.toFixed(2) }),
              ],
            },
            label,
          ),
        ),
      }),
    ],
  });
}
