import { useState } from 'preact/hooks';
import { ShuffleIcon } from './parts/icons.tsx';
import { TrackRow } from './parts/track-row.tsx';
import { api, json, useLoaded } from './shared/api.ts';

const OFFERED = '6';

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
  const offered = useLoaded(`draw ${draw}`, () => json(api.random.$get({ query: { count: OFFERED } })));
  return (
    <div class="home">
      <h1>What sounds like this?</h1>
      <p class="lead">
        {tracks.toLocaleString('en')} {tracks === 1 ? 'track' : 'tracks'}, analysed by {model}. Pick one to see what
        sounds most like it.
      </p>
      <button type="button" class="button button-main" onClick={onRandom}>
        <ShuffleIcon />
        Random seed
      </button>
      <div class="section-head">
        <h2>Start from one of these</h2>
        <button type="button" class="link" onClick={() => setDraw(draw + 1)}>
          Others
        </button>
      </div>
      {offered.state === 'failed' && <p role="alert">{offered.reason}</p>}
      {offered.state === 'ready' && (
        <ul class="rows">
          {offered.value.tracks.map((track) => (
            <TrackRow key={track.id} track={track} />
          ))}
        </ul>
      )}
    </div>
  );
}
