import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { useState } from 'preact/hooks';
/** A track's cover; where the file has none, the first letter of the album on a colour of its own. */
export function Cover({ track, size }) {
  const [failedId, setFailedId] = useState(null);
  const name = track.album ?? track.artist ?? track.title;
  return _jsxs('span', {
    class: `cover cover-${size}`,
    style: { '--hue': String(hueOf(name)) },
    'aria-hidden': 'true',
    children: [
      [...name][0]?.toUpperCase(),
      failedId !== track.id &&
        _jsx('img', {
          src: `/cover/${encodeURIComponent(track.id)}`,
          alt: '',
          loading: 'lazy',
          decoding: 'async',
          onError: () => setFailedId(track.id),
        }),
    ],
  });
}
/** Degrees; the same for the same name. */
function hueOf(name) {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + letter.codePointAt(0)) % 360;
  return hash;
}
