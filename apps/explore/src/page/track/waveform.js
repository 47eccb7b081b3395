import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { useEffect, useRef } from 'preact/hooks';
import { api, json } from '../api-client.ts';
import { clock } from '../format.ts';
import { useCanvasSize } from '../parts/use-canvas-size.ts';
import { current, play, position } from '../state/player.ts';
import { theme } from '../state/theme.ts';
import { useLoaded } from '../state/use-loaded.ts';
import { drawWaveform } from './draw-waveform.ts';
const STEP_SECONDS = 5;
/** The shape of a track; a click, or the arrow keys, play it from there. */
export function Waveform({ track }) {
  const canvas = useRef(null);
  const size = useCanvasSize(canvas);
  const loaded = useLoaded(track.id, () => json(api.tracks[':id'].waveform.$get({ param: { id: track.id } })));
  const heard = current.value?.id === track.id ? position.value : 0;
  const share = heard / Math.max(1, track.durationSeconds);
  const colours = theme();
  useEffect(() => {
    if (canvas.current && loaded.state === 'ready') drawWaveform(canvas.current, loaded.value.peaks, share);
  }, [loaded, share, size, colours]);
  const onKeyDown = (event) => {
    const step = { ArrowRight: STEP_SECONDS, ArrowLeft: -STEP_SECONDS }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    play(track, Math.max(0, heard + step));
  };
  return _jsxs('div', {
    class: 'waveform',
    children: [
      _jsx('canvas', {
        ref: canvas,
        role: 'slider',
        tabIndex: 0,
        'aria-label': 'Waveform: position in the track',
        'aria-valuemin': 0,
        'aria-valuemax': Math.round(track.durationSeconds),
        'aria-valuenow': Math.round(heard),
        'aria-valuetext': `${clock(heard)} of ${clock(track.durationSeconds)}`,
        onClick: (event) => play(track, (event.offsetX / event.currentTarget.clientWidth) * track.durationSeconds),
        onKeyDown: onKeyDown,
      }),
      loaded.state === 'failed' && _jsxs('p', { class: 'quiet', children: ['No waveform: ', loaded.reason] }),
    ],
  });
}
