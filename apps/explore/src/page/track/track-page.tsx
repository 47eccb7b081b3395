import { Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SoundTag } from '@soundalike/catalog';
import { Cover } from '../parts/cover.tsx';
import { PlayButton } from '../parts/play-button.tsx';
import { Loading, Trouble } from '../parts/trouble.tsx';
import { albumAddress, artistAddress } from '../shared/addresses.ts';
import { api, json } from '../shared/api.ts';
import { clock } from '../shared/format.ts';
import type { TrackDetail } from '../shared/track.ts';
import { useLatest, useLoaded } from '../shared/use-loaded.ts';
import { useTitle } from '../shared/use-title.ts';
import { hiddenTracks, withoutHidden } from '../state/hidden.ts';
import { openTrack } from '../state/player.ts';
import { MatchList } from '../rows/match-list.tsx';
import { TrackQuestions } from './track-questions.tsx';
import { Waveform } from './waveform.tsx';

/** Numbers of neighbours, before and after "Show more". */
const FEW = 10;
const MANY = 50;
/** Most neighbours that the server returns. */
const MOST = 500;
const SHOWN_TAGS = 5;

/** The page of a track: metadata, player, neighbours and sound tags. */
export function TrackPage({ id }: { readonly id: string }) {
  const [count, setCount] = useState(FEW);
  const hidden = hiddenTracks.value.length;
  const shown = useLatest(useLoaded(`${id} ${count} ${hidden}`, () => loadTrack(id, count)));
  useEffect(() => setCount(FEW), [id]);
  const opened = shown.state === 'ready' ? shown.value : null;
  useEffect(() => {
    openTrack.value = opened;
  }, [opened]);
  useEffect(
    () => () => {
      openTrack.value = null;
    },
    [],
  );
  useTitle(opened?.track.title ?? null);

  if (shown.state === 'loading') return <Loading />;
  if (shown.state === 'failed') return <Trouble code={shown.code} isPage onRetry={shown.retry} />;
  const { track, matches } = shown.value;
  return (
    <article class="track">
      <header class="track-head">
        <Cover track={track} size="large" />
        <div>
          <h1>{track.title}</h1>
          <Names track={track} />
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
      <TrackQuestions track={track} />
      <section aria-labelledby="neighbours">
        <h2 id="neighbours">Sounds most like it</h2>
        <MatchList matches={matches} />
        {count === FEW && matches.length === FEW && (
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

/** Artists and album, with links to more from them, year and length. */
function Names({ track }: { readonly track: TrackDetail }) {
  const { artist, artists, album, albumArtist, year, durationSeconds } = track;
  const others = artists.filter((name) => name !== artist);
  return (
    <>
      <p>{artist === null ? 'Unknown artist' : <a href={artistAddress(artist)}>{artist}</a>}</p>
      {others.length > 0 && (
        <p class="quiet">
          {others.map((name, index) => (
            <Fragment key={name}>
              {index > 0 && ', '}
              <a href={artistAddress(name)}>{name}</a>
            </Fragment>
          ))}
        </p>
      )}
      <p class="quiet">
        {album !== null && (
          <>
            <a href={albumAddress(album, albumArtist ?? artist)}>{album}</a>
            {' · '}
          </>
        )}
        {[year, clock(durationSeconds)].filter((part) => part !== null).join(' · ')}
      </p>
    </>
  );
}

/** Load a track with its nearest neighbours that are not hidden. */
async function loadTrack(id: string, count: number) {
  const wanted = Math.min(MOST, count + hiddenTracks.peek().length);
  const { track, matches } = await json(
    api.tracks[':id'].similar.$get({ param: { id }, query: { count: String(wanted) } }),
  );
  return { track, matches: withoutHidden(matches, (match) => match.track.id).slice(0, count) };
}

/** Labels that the model assigns, most probable first. */
function SoundTags({ tags }: { readonly tags: readonly SoundTag[] }) {
  if (tags.length === 0) return null;
  return (
    <section aria-labelledby="sound-tags">
      <h2 id="sound-tags">Sound tags</h2>
      <ul class="tags">
        {tags.slice(0, SHOWN_TAGS).map(({ label, score }) => (
          <li key={label}>
            <span>{label}</span>
            <span class="tag-bar" style={{ '--share': `${100 * score}%` }} aria-hidden="true" />
            <span class="figure">{score.toFixed(2)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
