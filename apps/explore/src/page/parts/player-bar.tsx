import type { ComponentChildren } from 'preact';
import { chosenAhead } from '../player/queue.ts';
import { trackAddress } from '../shared/addresses.ts';
import { current, player, playing, problem, queueShown } from '../state/player.ts';
import { Cover } from './cover.tsx';
import { PauseIcon, PlayIcon } from './icons.tsx';
import { AutoplayIcon, NextIcon, PreviousIcon, QueueIcon } from './player-icons.tsx';
import { QUEUE_BUTTON, QueuePanel } from './queue-panel.tsx';
import { SeekBar } from './seek-bar.tsx';
import { VolumeControl } from './volume-control.tsx';

/** The player, on every page. */
export function PlayerBar() {
  const track = current.value;
  if (track === null) return null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !queueShown.value) return;
    event.preventDefault();
    queueShown.value = false;
  };
  return (
    <section class="player" aria-label="Player" onKeyDown={onKeyDown}>
      <SeekBar track={track} />
      <div class="player-now">
        <Cover track={track} size="small" />
        <div class="player-text">
          <a class="row-title" href={trackAddress(track.id)}>
            {track.title}
          </a>
          <p class={problem.value ? 'player-problem' : 'quiet one-line'} role={problem.value ? 'alert' : undefined}>
            {problem.value ?? track.artist ?? 'Unknown artist'}
          </p>
        </div>
      </div>
      <div class="player-controls">
        <Control name="Previous" onClick={() => player.previous()}>
          <PreviousIcon />
        </Control>
        <button
          type="button"
          class="control control-play"
          aria-label={`${playing.value ? 'Pause' : 'Play'} ${track.title}`}
          onClick={() => player.toggle()}
        >
          <span class="play play-large">{playing.value ? <PauseIcon /> : <PlayIcon />}</span>
          <span class="control-name">{playing.value ? 'Pause' : 'Play'}</span>
        </button>
        <Control name="Next" onClick={() => player.next()}>
          <NextIcon />
        </Control>
        <VolumeControl />
        <AutoplayControl />
        <QueueControl />
      </div>
      {player.notice.value && (
        <p class="player-notice" role="status">
          {player.notice.value}
        </p>
      )}
      {queueShown.value && <QueuePanel />}
      <p class="visually-hidden" role="status">
        {player.announcement.value}
      </p>
    </section>
  );
}

function Control({
  name,
  onClick,
  children,
}: {
  readonly name: string;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}) {
  return (
    <button type="button" class="control" title={name} onClick={onClick}>
      {children}
      <span class="control-name">{name}</span>
    </button>
  );
}

function AutoplayControl() {
  const { autoplay } = player.preferences;
  return (
    <button
      type="button"
      class="control control-named"
      aria-pressed={autoplay.value}
      title="When the queue ends, songs follow that sound like it"
      onClick={() => (autoplay.value = !autoplay.value)}
    >
      <AutoplayIcon />
      <span class="control-name">Autoplay</span>
    </button>
  );
}

function QueueControl() {
  const count = chosenAhead(player.queue.value);
  return (
    <button
      type="button"
      id={QUEUE_BUTTON}
      class="control control-named"
      aria-expanded={queueShown.value}
      aria-controls={queueShown.value ? 'queue' : undefined}
      onClick={() => (queueShown.value = !queueShown.value)}
    >
      <QueueIcon />
      <span class="control-name">
        Queue
        {count > 0 && (
          <>
            {' '}
            <span class="figure">{count}</span>
          </>
        )}
      </span>
    </button>
  );
}
