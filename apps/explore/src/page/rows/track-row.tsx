import type { ComponentChildren } from 'preact';
import { MoreButton } from '../menu/more-button.tsx';
import { trackAddress } from '../shared/addresses.ts';
import { byline, clock } from '../shared/format.ts';
import type { TrackSummary } from '../shared/track.ts';
import { current } from '../state/player.ts';
import { Cover } from '../parts/cover.tsx';
import { PlayButton } from '../parts/play-button.tsx';
import { queueKey } from '../parts/queue-key.ts';

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
    <li class="row" data-current={current.value?.id === track.id} onKeyDown={(event) => queueKey(event, track)}>
      <PlayButton track={track} />
      <Cover track={track} size="small" />
      <div class="row-text">
        <a class="row-title" data-row href={trackAddress(track.id)}>
          {track.title}
        </a>
        <p class="quiet one-line">{byline(track)}</p>
      </div>
      {figure ? (
        <div class="row-figure">{figure}</div>
      ) : (
        <span class="row-length quiet figure">{clock(track.durationSeconds)}</span>
      )}
      <MoreButton track={track} />
      {children && <div class="row-why">{children}</div>}
    </li>
  );
}
