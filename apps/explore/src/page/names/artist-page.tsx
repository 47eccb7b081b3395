import { AnswerActions } from '../ask/answer-actions.tsx';
import { MatchList } from '../rows/match-list.tsx';
import { TrackRow } from '../rows/track-row.tsx';
import { Loading, Trouble } from '../parts/trouble.tsx';
import { albumAddress } from '../shared/addresses.ts';
import { api, json } from '../shared/api.ts';
import { useLatest, useLoaded } from '../shared/use-loaded.ts';
import { useTitle } from '../shared/use-title.ts';
import { withoutHidden } from '../state/hidden.ts';
import { nameCode } from './name-code.ts';
import { NameHead } from './name-head.tsx';
import { useShownNearest } from './use-shown-nearest.ts';

/** The page of an artist: songs, albums, and the songs of others that are nearest. */
export function ArtistPage({ name }: { readonly name: string }) {
  const loaded = useLatest(useLoaded(name, () => json(api.artist.$get({ query: { name } }))));
  const artist = loaded.state === 'ready' ? loaded.value : null;
  useTitle(artist?.name ?? null);
  useShownNearest(artist);
  if (loaded.state === 'failed') return <Trouble code={nameCode(loaded.code)} isPage onRetry={loaded.retry} />;
  if (artist === null) return <Loading />;
  const nearest = withoutHidden(artist.nearest, ({ track }) => track.id);
  return (
    <article class="track">
      <NameHead kind="Artist" name={artist.name} tracks={artist.tracks} />
      {artist.albums.length > 0 && (
        <section aria-labelledby="albums">
          <h2 id="albums">{artist.albums.length === 1 ? 'Album' : 'Albums'}</h2>
          <ul class="albums">
            {artist.albums.map(({ album, artist: by, tracks }) => (
              <li key={JSON.stringify([album, by])}>
                <a href={albumAddress(album, by)}>{album}</a>
                <span class="quiet">
                  {tracks} {tracks === 1 ? 'song' : 'songs'}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="nearest">
        <h2 id="nearest">Others that sound most like it</h2>
        <AnswerActions name={`Like ${artist.name}`.slice(0, 200)} tracks={nearest.map(({ track }) => track)} />
        <MatchList matches={nearest} titles={new Map(artist.tracks.map(({ id, title }) => [id, title]))} />
      </section>
      <section aria-labelledby="songs">
        <h2 id="songs">Songs</h2>
        <ul class="rows">
          {artist.tracks.map((track) => (
            <TrackRow key={track.id} track={track} />
          ))}
        </ul>
      </section>
    </article>
  );
}
