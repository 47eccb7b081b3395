import { AnswerActions } from '../ask/answer-actions.tsx';
import { MatchList } from '../rows/match-list.tsx';
import { TrackRow } from '../rows/track-row.tsx';
import { Loading, Trouble } from '../parts/trouble.tsx';
import { artistAddress } from '../shared/addresses.ts';
import { api, json } from '../shared/api.ts';
import { useLatest, useLoaded } from '../shared/use-loaded.ts';
import { useTitle } from '../shared/use-title.ts';
import { withoutHidden } from '../state/hidden.ts';
import { nameCode } from './name-code.ts';
import { NameHead } from './name-head.tsx';
import { useShownNearest } from './use-shown-nearest.ts';

/** The page of an album: its songs in their order, and the songs of others that are nearest. */
export function AlbumPage({ album: wanted, artist }: { readonly album: string; readonly artist: string }) {
  const load = () => json(api.album.$get({ query: { album: wanted, artist } }));
  const loaded = useLatest(useLoaded(JSON.stringify([wanted, artist]), load));
  const album = loaded.state === 'ready' ? loaded.value : null;
  useTitle(album?.album ?? null);
  useShownNearest(album);
  if (loaded.state === 'failed') return <Trouble code={nameCode(loaded.code)} isPage onRetry={loaded.retry} />;
  if (album === null) return <Loading />;
  const nearest = withoutHidden(album.nearest, ({ track }) => track.id);
  return (
    <article class="track">
      <NameHead kind="Album" name={album.album} tracks={album.tracks}>
        <p>
          {album.artist === null ? 'Unknown artist' : <a href={artistAddress(album.artist)}>{album.artist}</a>}
          {album.year !== null && <span class="quiet"> · {album.year}</span>}
        </p>
      </NameHead>
      <section aria-labelledby="songs">
        <h2 id="songs">Songs</h2>
        <ol class="rows">
          {album.tracks.map((track) => (
            <TrackRow key={track.id} track={track} />
          ))}
        </ol>
      </section>
      <section aria-labelledby="nearest">
        <h2 id="nearest">Others that sound most like it</h2>
        <AnswerActions name={`Like ${album.album}`.slice(0, 200)} tracks={nearest.map(({ track }) => track)} />
        <MatchList matches={nearest} titles={new Map(album.tracks.map(({ id, title }) => [id, title]))} />
      </section>
    </article>
  );
}
