import { useEffect, useState } from 'preact/hooks';
import { api, json } from '../api-client.ts';
import { clock } from '../format.ts';
import { Cover } from '../parts/cover.tsx';
import { PlayButton } from '../parts/play-button.tsx';
import { openTrack } from '../state/open-track.ts';
import { useLoaded } from '../state/use-loaded.ts';
import { Neighbours } from './neighbours.tsx';
import { SoundTags } from './sound-tags.tsx';
import { Waveform } from './waveform.tsx';

const FEW = 10;
const MANY = 50;

/** One track: what it is, how it looks and sounds, and what sounds like it. */
export function TrackPage({ id }: { readonly id: string }) {
  const [count, setCount] = useState(FEW);
  const loaded = useLoaded(`${id} ${count}`, () =>
    json(api.tracks[':id'].$get({ param: { id }, query: { neighbours: String(count) } })),
  );
  const [shown, setShown] = useState(loaded);
  // The page before stays until the next one is there, so that nothing flickers.
  useEffect(() => {
    if (loaded.state !== 'loading') setShown(loaded);
  }, [loaded]);
  useEffect(() => setCount(FEW), [id]);
  useEffect(() => {
    if (shown.state !== 'ready') return;
    openTrack.value = shown.value;
    document.title = `${shown.value.track.title} · soundalike`;
  }, [shown]);
  useEffect(
    () => () => {
      openTrack.value = null;
      document.title = 'soundalike';
    },
    [],
  );

  if (shown.state === 'loading')
    return (
      <p class="visually-hidden" role="status">
        Loading
      </p>
    );
  if (shown.state === 'failed')
    return (
      <p class="lead" role="alert">
        {shown.reason}
      </p>
    );
  const { track, neighbours } = shown.value;
  return (
    <article class="track">
      <header class="track-head">
        <Cover track={track} size="large" />
        <div>
          <h1>{track.title}</h1>
          <p>{track.artist ?? 'Unknown artist'}</p>
          <p class="quiet">
            {[track.album, track.year, clock(track.durationSeconds)].filter((part) => part !== null).join(' · ')}
          </p>
          {track.genre.length > 0 && (
            <ul class="chips" aria-label="Genre">
              {track.genre.map((genre) => (
                <li key={genre}>{genre}</li>
              ))}
            </ul>
          )}
        </div>
      </header>
      <div class="track-play">
        <PlayButton track={track} size="large" />
        <Waveform track={track} />
      </div>
      <section aria-labelledby="neighbours">
        <h2 id="neighbours">Sounds most like it</h2>
        <Neighbours neighbours={neighbours} />
        {count === FEW && neighbours.length === FEW && (
          <button type="button" class="link" onClick={() => setCount(MANY)}>
            Show more
          </button>
        )}
      </section>
      <SoundTags tags={track.soundTags} />
      <section aria-labelledby="files">
        <h2 id="files">{track.files.length === 1 ? 'File' : 'Files'}</h2>
        {track.files.map((file) => (
          <p key={file} class="quiet file">
            {file}
          </p>
        ))}
      </section>
    </article>
  );
}
