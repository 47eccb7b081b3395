import type { ComponentChildren } from 'preact';
import type { TrackSummary } from '../../library/track-view.ts';
import { byline, clock, trackAddress } from '../shared/format.ts';
import { current } from '../state/player.ts';
import { Cover } from './cover.tsx';
import { PlayButton } from './play-button.tsx';
import { queueKey } from './queue-key.ts';

/** A track in a list, with a play button; its title links to its page. */
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
    <li class="row" data-current={current.value?.id === track.id} onKeyDown={(event) => queueKey(event, track)}>
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
    </li>
  );
}
