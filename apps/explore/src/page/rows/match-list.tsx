import { closenessWords, percent } from '../shared/format.ts';
import type { MatchView } from '../shared/track.ts';
import { TrackRow } from './track-row.tsx';

/**
 * Matches, best first, with the reasons for them.
 * @param titles of the songs of the question by id, to say which one a match is nearest to; for several songs
 */
export function MatchList({
  matches,
  titles,
}: {
  readonly matches: readonly MatchView[];
  readonly titles?: ReadonlyMap<string, string>;
}) {
  if (matches.length === 0) return <p class="quiet">Nothing else in this library.</p>;
  const areWeak = matches.every(({ closeness }) => closeness === 'weak');
  return (
    <>
      {areWeak && <p class="quiet">Nothing in this library is really like it; these songs are the closest.</p>}
      <ol class="rows">
        {matches.map((match) => (
          <TrackRow key={match.track.id} track={match.track} figure={<Closeness match={match} />}>
            <p class="why">{reasons(match, titles)}</p>
          </TrackRow>
        ))}
      </ol>
    </>
  );
}

/** How close a match is, in words if the library is large enough to judge by, and the cosine. */
function Closeness({ match: { closeness, similarity } }: { readonly match: MatchView }) {
  return (
    <>
      {closeness && <span class={`closeness closeness-${closeness}`}>{closenessWords(closeness)}</span>}
      <span class="quiet figure" title="Cosine similarity: 1 is the same sound">
        similarity {similarity.toFixed(3)}
      </span>
    </>
  );
}

function reasons({ percentile, sharedTags, nearestId }: MatchView, titles?: ReadonlyMap<string, string>): string {
  const nearest = titles && nearestId !== null ? titles.get(nearestId) : undefined;
  return [
    ...(nearest === undefined ? [] : [`like ${nearest}`]),
    ...(percentile === null ? [] : [`closer than ${percent(percentile)} of pairs`]),
    ...(sharedTags.length === 0 ? [] : [`both: ${sharedTags.join(', ')}`]),
  ].join(' · ');
}
