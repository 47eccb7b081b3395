import { signal } from '@preact/signals';
/** The track in the player; null: none was chosen yet. */
export const current = signal(null);
export const playing = signal(false);
/** Seconds. */
export const position = signal(0);
/** Why the track does not play; null: it does, or was not tried. */
export const problem = signal(null);
const audio = document.createElement('audio');
audio.preload = 'metadata';
document.body.append(audio);
audio.addEventListener('play', () => (playing.value = true));
audio.addEventListener('pause', () => (playing.value = false));
audio.addEventListener('timeupdate', () => (position.value = audio.currentTime));
audio.addEventListener('error', () => {
  playing.value = false;
  problem.value = 'This file cannot be played: it is gone, or this browser does not know its format.';
});
navigator.mediaSession?.setActionHandler('play', () => void start());
navigator.mediaSession?.setActionHandler('pause', () => audio.pause());
/** Plays a track from a position in seconds; one that is in the player already goes on where it is, unless a position is given. */
export function play(track, from) {
  if (current.value?.id !== track.id) {
    current.value = track;
    problem.value = null;
    position.value = from ?? 0;
    audio.src = `/media/${encodeURIComponent(track.id)}`;
    if (navigator.mediaSession) {
      navigator.mediaSession.metadata = new MediaMetadata({
        title: track.title,
        artist: track.artist ?? '',
        album: track.album ?? '',
      });
    }
  }
  if (from !== undefined) seek(from);
  void start();
}
/** Plays or pauses: the given track, else the one in the player. */
export function toggle(track = current.value) {
  if (track === null) return;
  if (playing.value && current.value?.id === track.id) audio.pause();
  else play(track);
}
/** @param seconds cut to what there is of the track */
export function seek(seconds) {
  const longest = current.value?.durationSeconds ?? 0;
  position.value = Math.max(0, Math.min(seconds, longest));
  audio.currentTime = position.value;
}
async function start() {
  // A refused start is told by the error event, or is a new track that came in between.
  await audio.play().catch(() => undefined);
}
