import { useState } from 'preact/hooks';
import { ShuffleIcon } from '../parts/icons.tsx';
import { TrackRow } from '../rows/track-row.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { randomTracks } from '../state/random-tracks.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { isHidden } from '../state/hidden.ts';
import { DisplayLinks } from './display-links.tsx';
import { OtherQuestions } from './other-questions.tsx';

const OFFERED = 6;

/** The start page: the size of the library, and a few tracks to begin with. */
export function Home({
  tracks,
  model,
  onRandom,
}: {
  readonly tracks: number;
  readonly model: string;
  readonly onRandom: () => void;
}) {
  const [draw, setDraw] = useState(0);
  const offered = useLoaded(`draw ${draw}`, () => randomTracks(OFFERED));
  return (
    <div class="home">
      <h1>What sounds like this?</h1>
      <p class="lead">
        {tracks.toLocaleString('en')} {tracks === 1 ? 'track' : 'tracks'}, analysed by {model}. Pick one to see what
        sounds most like it.
      </p>
      <button type="button" class="button button-main" onClick={onRandom}>
        <ShuffleIcon />
        Random song
      </button>
      <div class="section-head">
        <h2>Start from one of these</h2>
        <button type="button" class="link" onClick={() => setDraw(draw + 1)}>
          Show other songs
        </button>
      </div>
      {offered.state === 'failed' && <Trouble code={offered.code} onRetry={offered.retry} />}
      {offered.state === 'ready' && (
        <ul class="rows">
          {offered.value
            .filter(({ id }) => !isHidden(id))
            .map((track) => (
              <TrackRow key={track.id} track={track} />
            ))}
        </ul>
      )}
      <OtherQuestions />
      <DisplayLinks />
    </div>
  );
}
