import type { ComponentChildren } from 'preact';
import { MoreButton } from '../menu/more-button.tsx';
import { byline, clock, trackAddress } from '../shared/format.ts';
import type { TrackSummary } from '../shared/track.ts';
import { current } from '../state/player.ts';
import { Cover } from './cover.tsx';
import { PlayButton } from './play-button.tsx';

/** A track in a list, with a play button and a menu; its title links to its page. */
export function TrackRow({
  track,
  figure,
  children,
}: {
  readonly track: TrackSummary;
  readonly figure?: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  return (
    <li class="row" data-current={current.value?.id === track.id}>
      <PlayButton track={track} />
      <Cover track={track} size="small" />
      <div class="row-text">
        <a class="row-title" data-row href={trackAddress(track.id)}>
          {track.title}
        </a>
        <p class="quiet one-line">{byline(track)}</p>
        {children}
      </div>
      <div class="row-figure">{figure ?? <span class="quiet">{clock(track.durationSeconds)}</span>}</div>
      <MoreButton track={track} />
    </li>
  );
}
