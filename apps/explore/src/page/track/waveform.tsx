import { useEffect, useRef } from 'preact/hooks';
import type { TrackSummary } from '../shared/track.ts';
import { api, json } from '../shared/api.ts';
import { clock } from '../shared/format.ts';
import { useCanvasSize } from '../shared/use-canvas-size.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { wordsOf } from '../shared/words.ts';
import { theme } from '../state/display.ts';
import { current, play, position } from '../state/player.ts';

/** CSS pixels. */
const BAR_WIDTH = 2;
const GAP = 1;
const MIN_BAR = 1.5;
const STEP_SECONDS = 5;

/** The shape of a track; a click or the arrow keys play it from that position. */
export function Waveform({ track }: { readonly track: TrackSummary }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useCanvasSize(canvas);
  const loaded = useLoaded(track.id, () => json(api.tracks[':id'].waveform.$get({ param: { id: track.id } })));
  const played = current.value?.id === track.id ? position.value : 0;
  const share = played / Math.max(1, track.durationSeconds);
  const colours = theme();
  useEffect(() => {
    if (canvas.current && loaded.state === 'ready') drawWaveform(canvas.current, loaded.value.peaks, share);
  }, [loaded, share, size, colours]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: STEP_SECONDS, ArrowLeft: -STEP_SECONDS }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    play(track, Math.max(0, played + step));
  };
  return (
    <div class="waveform">
      <canvas
        ref={canvas}
        role="slider"
        tabIndex={0}
        aria-label="Waveform: position in the track"
        aria-valuemin={0}
        aria-valuemax={Math.round(track.durationSeconds)}
        aria-valuenow={Math.round(played)}
        aria-valuetext={`${clock(played)} of ${clock(track.durationSeconds)}`}
        onClick={(event) => play(track, (event.offsetX / event.currentTarget.clientWidth) * track.durationSeconds)}
        onKeyDown={onKeyDown}
      />
      {loaded.state === 'failed' && (
        <p class="quiet">
          No waveform. {wordsOf(loaded.code).title}.{' '}
          <button type="button" class="link" onClick={loaded.retry}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}

/**
 * Draw peaks from 0 to 1 as bars around the middle line; bars that have been played have the accent colour.
 * @param played share of the track, 0 to 1
 */
function drawWaveform(canvas: HTMLCanvasElement, peaks: readonly number[], played: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { clientWidth: width, clientHeight: height } = canvas;
  const style = getComputedStyle(canvas);
  const [ahead, accent] = [style.getPropertyValue('--wave'), style.getPropertyValue('--accent')];
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  const bars = Math.max(1, Math.floor(width / (BAR_WIDTH + GAP)));
  for (let bar = 0; bar < bars; bar++) {
    const first = Math.floor((bar * peaks.length) / bars);
    const last = Math.max(first + 1, Math.floor(((bar + 1) * peaks.length) / bars));
    const peak = Math.max(...peaks.slice(first, last));
    const length = Math.max(MIN_BAR, peak * height);
    context.fillStyle = bar / bars < played ? accent : ahead;
    context.fillRect(bar * (BAR_WIDTH + GAP), (height - length) / 2, BAR_WIDTH, length);
  }
}
