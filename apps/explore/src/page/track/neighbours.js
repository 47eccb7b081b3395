import { jsx as _jsx } from 'preact/jsx-runtime';
import { percent } from '../format.ts';
import { TrackRow } from '../parts/track-row.tsx';
/** The tracks that sound most like the open one, and why. */
export function Neighbours({ neighbours }) {
  if (neighbours.length === 0) return _jsx('p', { class: 'quiet', children: 'Nothing else in this library.' });
  return _jsx('ol', {
    class: 'rows',
    children: neighbours.map(({ track, similarity, percentile, sharedTags }) =>
      _jsx(
        TrackRow,
        {
          track: track,
          figure: _jsx('span', {
            class: 'similarity figure',
            title: 'Cosine similarity',
            children: similarity.toFixed(3),
          }),
          children: _jsx('p', { class: 'why', children: reasons(percentile, sharedTags) }),
        },
        track.id,
      ),
    ),
  });
}
function reasons(percentile, sharedTags) {
  const closeness = percentile === null ? [] : [`closer than ${percent(percentile)} of pairs`];
  const shared = sharedTags.length === 0 ? [] : [`both: ${sharedTags.join(', ')}`];
  return [...closeness, ...shared].join(' · ');
}
