import type { MatchView } from '../shared/track.ts';
import { percent } from '../shared/format.ts';
import { TrackRow } from '../parts/track-row.tsx';

/** The tracks that sound most like the open one, with the reasons. */
export function Neighbours({ neighbours }: { readonly neighbours: readonly MatchView[] }) {
  if (neighbours.length === 0) return <p class="quiet">Nothing else in this library.</p>;
  return (
    <ol class="rows">
      {neighbours.map(({ track, similarity, percentile, sharedTags }) => (
        <TrackRow
          key={track.id}
          track={track}
          figure={
            <span class="similarity figure" title="Cosine similarity">
              {similarity.toFixed(3)}
            </span>
          }
        >
          <p class="why">{reasons(percentile, sharedTags)}</p>
        </TrackRow>
      ))}
    </ol>
  );
}

function reasons(percentile: number | null, sharedTags: readonly string[]): string {
  const closeness = percentile === null ? [] : [`closer than ${percent(percentile)} of pairs`];
  const shared = sharedTags.length === 0 ? [] : [`both: ${sharedTags.join(', ')}`];
  return [...closeness, ...shared].join(' · ');
}
