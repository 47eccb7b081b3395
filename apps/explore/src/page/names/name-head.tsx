import type { ComponentChildren } from 'preact';
import { AnswerActions } from '../ask/answer-actions.tsx';
import { Cover } from '../parts/cover.tsx';
import { lengthWords } from '../shared/format.ts';
import type { TrackSummary } from '../shared/track.ts';

/** Head of the page of an artist or album: cover, name, size, and buttons to play and save its songs. */
export function NameHead({
  kind,
  name,
  tracks,
  children,
}: {
  readonly kind: 'Artist' | 'Album';
  readonly name: string;
  readonly tracks: readonly TrackSummary[];
  readonly children?: ComponentChildren;
}) {
  const [first] = tracks;
  const seconds = tracks.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  return (
    <header>
      <div class="track-head">
        {first && <Cover track={first} size="large" />}
        <div>
          <p class="quiet">{kind}</p>
          <h1>{name}</h1>
          {children}
          <p class="quiet">
            {tracks.length.toLocaleString('en')} {tracks.length === 1 ? 'song' : 'songs'}, {lengthWords(seconds)}
          </p>
        </div>
      </div>
      <AnswerActions name={name.slice(0, 200)} tracks={tracks} />
    </header>
  );
}
