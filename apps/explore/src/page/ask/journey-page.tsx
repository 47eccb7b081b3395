import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { TrackRow } from '../rows/track-row.tsx';
import { Loading, Trouble } from '../parts/trouble.tsx';
import { journeyAddress, journeyQuestionOf } from '../shared/addresses.ts';
import type { JourneyQuestion } from '../shared/addresses.ts';
import { api, json } from '../shared/api.ts';
import { lengthWords } from '../shared/format.ts';
import { useLatest, useLoaded } from '../shared/use-loaded.ts';
import { useTitle } from '../shared/use-title.ts';
import { hiddenTracks } from '../state/hidden.ts';
import { shownPoints, shownWay } from '../state/journey.ts';
import { AnswerActions } from './answer-actions.tsx';
import { JourneyForm, LENGTHS } from './journey-form.tsx';
import { loadSongs } from './load-songs.ts';
import { MapLink } from './map-link.tsx';

/** The page of a way from one song to another. Its address is the question. */
export function JourneyPage() {
  const { url, route } = useLocation();
  const question = journeyQuestionOf(url, LENGTHS);
  const change = (next: Partial<JourneyQuestion>): void => route(journeyAddress({ ...question, ...next }));
  const key = `${journeyAddress(question)} ${hiddenTracks.value.length}`;
  const loaded = useLoaded(key, () => travel(question));
  const latest = useLatest(loaded);
  useEffect(() => {
    if (loaded.state !== 'ready') return;
    shownPoints.value = null;
    shownWay.value = loaded.value.way?.map(({ track }) => track) ?? null;
  }, [loaded]);
  useTitle('Journey');
  const ends = latest.state === 'ready' ? latest.value : null;
  const way = ends?.way ?? [];
  const seconds = way.reduce((sum, { track }) => sum + track.durationSeconds, 0);
  return (
    <div class="ask">
      <h1>A journey between two songs</h1>
      <p class="lead">Each song of the way sounds a little more like the last one than the song before.</p>
      {latest.state === 'loading' && <Loading />}
      {latest.state === 'failed' && <Trouble code={latest.code} onRetry={latest.retry} />}
      <JourneyForm
        question={question}
        from={ends?.from ?? null}
        to={ends?.to ?? null}
        isLoaded={loaded.state === 'ready'}
        onChange={change}
      />
      {ends && question.from !== null && question.from === question.to && (
        <p role="alert">A journey needs two different songs. Choose another one for one of its ends.</p>
      )}
      {way.length > 0 && ends?.from && ends.to && (
        <section aria-labelledby="way">
          <div class="section-head">
            <h2 id="way">
              {way.length} songs, {lengthWords(seconds)}
            </h2>
            <MapLink />
          </div>
          {way.length < question.length && <p class="quiet">The library has no more songs for this way than these.</p>}
          <AnswerActions
            name={`${ends.from.title} to ${ends.to.title}`.slice(0, 200)}
            tracks={way.map(({ track }) => track)}
          />
          <ol class="rows rows-numbered">
            {way.map(({ track, step }) => (
              <TrackRow key={track.id} track={track}>
                {step !== null && <p class="why">similarity with the song before {step.toFixed(3)}</p>}
              </TrackRow>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

async function travel({ from, to, length }: JourneyQuestion) {
  const songs = await loadSongs(
    [from, to].filter((id) => id !== null),
    [],
  );
  const ends = {
    from: songs.find(({ id }) => id === from) ?? null,
    to: songs.find(({ id }) => id === to) ?? null,
  };
  if (ends.from === null || ends.to === null || ends.from.id === ends.to.id) return { ...ends, way: null };
  const { tracks } = await json(
    api.journey.$post({
      json: {
        from: { id: ends.from.id },
        to: { id: ends.to.id },
        length,
        limits: { exclude: hiddenTracks.peek().map(({ id }) => id) },
      },
    }),
  );
  return { ...ends, way: tracks };
}
