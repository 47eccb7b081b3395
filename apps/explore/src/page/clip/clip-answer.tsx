import { useEffect } from 'preact/hooks';
import { AnswerActions } from '../ask/answer-actions.tsx';
import { MapLink } from '../ask/map-link.tsx';
import { MatchList } from '../rows/match-list.tsx';
import { Loading, Trouble } from '../parts/trouble.tsx';
import { trackAddress } from '../shared/addresses.ts';
import { api, json } from '../shared/api.ts';
import { clock } from '../shared/format.ts';
import type { HeardClip } from '../shared/track.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { hiddenTracks } from '../state/hidden.ts';
import { shownPoints, shownWay } from '../state/journey.ts';

const COUNT = 20;
const SHOWN_TAGS = 4;

/** What was heard in a clip, and the songs that sound most like it. @param number changes with each clip */
export function ClipAnswer({
  name,
  heard,
  number,
}: {
  readonly name: string;
  readonly heard: HeardClip;
  readonly number: number;
}) {
  const loaded = useLoaded(`${number} ${hiddenTracks.value.length}`, () => matchesOf(heard));
  useEffect(() => {
    if (loaded.state !== 'ready') return;
    shownWay.value = null;
    const recording = heard.recording === null ? [] : [heard.recording];
    shownPoints.value = { like: recording, unlike: [], matches: loaded.value.map(({ track }) => track) };
  }, [loaded]);
  const tags = heard.soundTags.slice(0, SHOWN_TAGS).map(({ label }) => label.toLowerCase());
  return (
    <section aria-labelledby="answer">
      <div class="section-head">
        <h2 id="answer">Sounds like {name}</h2>
        <MapLink />
      </div>
      <p class="quiet" role="status">
        Heard {clock(heard.durationSeconds)}
        {tags.length > 0 && `: ${tags.join(', ')}`}.
        {heard.recording && (
          <>
            {' '}
            This is <a href={trackAddress(heard.recording.id)}>{heard.recording.title}</a>, which the library has.
          </>
        )}
      </p>
      {loaded.state === 'loading' && <Loading />}
      {loaded.state === 'failed' && <Trouble code={loaded.code} onRetry={loaded.retry} />}
      {loaded.state === 'ready' && (
        <>
          <AnswerActions name={`Like ${name}`.slice(0, 200)} tracks={loaded.value.map(({ track }) => track)} />
          <MatchList matches={loaded.value} />
        </>
      )}
    </section>
  );
}

async function matchesOf({ embedding, soundTags, recording }: HeardClip) {
  const { matches } = await json(
    api.similar.$post({
      json: {
        like: [{ embedding, soundTags, ...(recording && { recordingId: recording.id }) }],
        count: COUNT,
        limits: { exclude: hiddenTracks.peek().map(({ id }) => id) },
      },
    }),
  );
  return matches;
}
