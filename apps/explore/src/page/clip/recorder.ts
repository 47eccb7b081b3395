import { signal } from '@preact/signals';
import { takeClip } from '../state/clip.ts';

/** Longest recording, seconds. */
export const LONGEST_RECORDING = 30;

/** What the recorder does. `refused` has the reason in words. */
export type Recording =
  | { readonly state: 'idle' }
  | { readonly state: 'asking' }
  | { readonly state: 'recording'; readonly seconds: number }
  | { readonly state: 'refused'; readonly reason: string };

export const recording = signal<Recording>({ state: 'idle' });

/** Music, as it is: what browsers do for speech would change it. */
const MUSIC: MediaTrackConstraints = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

let recorder: MediaRecorder | null = null;

/** Ask for the microphone, record until `stopRecording` or for half a minute, and take the recording as the clip. */
export async function startRecording(): Promise<void> {
  if (recording.value.state === 'asking' || recording.value.state === 'recording') return;
  recording.value = { state: 'asking' };
  try {
    // Browsers have no devices on pages that came over the network without encryption.
    if (!('mediaDevices' in navigator) || !('MediaRecorder' in globalThis)) throw new Error('no recorder');
    const stream = await navigator.mediaDevices.getUserMedia({ audio: MUSIC });
    record(stream);
  } catch (error) {
    recording.value = { state: 'refused', reason: reasonFor(error) };
  }
}

/** End the recording, and take what was recorded as the clip. */
export function stopRecording(): void {
  recorder?.stop();
}

function record(stream: MediaStream): void {
  const parts: Blob[] = [];
  const current = new MediaRecorder(stream);
  recorder = current;
  const startedAt = performance.now();
  const tick = setInterval(() => {
    const seconds = (performance.now() - startedAt) / 1000;
    if (seconds >= LONGEST_RECORDING) current.stop();
    else recording.value = { state: 'recording', seconds };
  }, 250);
  current.addEventListener('dataavailable', ({ data }) => parts.push(data));
  current.addEventListener('stop', () => {
    clearInterval(tick);
    // Also the browser's sign that the microphone is in use goes.
    for (const track of stream.getTracks()) track.stop();
    recorder = null;
    recording.value = { state: 'idle' };
    void takeClip(new Blob(parts, { type: current.mimeType }), 'Your recording');
  });
  recording.value = { state: 'recording', seconds: 0 };
  current.start();
}

function reasonFor(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError')
    return 'The browser may not use the microphone here. Allow it in the settings of this page, then try again.';
  if (name === 'NotFoundError') return 'No microphone was found. Connect one, or choose a file.';
  if (name === 'NotReadableError') return 'Another program uses the microphone. Close it, then try again.';
  return (
    'This browser cannot record here: it records only on the computer that runs soundalike, or over HTTPS. ' +
    'Choose a file instead.'
  );
}
