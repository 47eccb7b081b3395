import { signal } from '@preact/signals';
import type { MatchView } from '../../server/api/schemas/match.ts';
import type { TrackDetail, TrackSummary } from '../../server/api/schemas/track.ts';

/** The track whose page is open, with its neighbours, which the map shows. */
export const openTrack = signal<{ readonly track: TrackDetail; readonly matches: readonly MatchView[] } | null>(null);

/** The track in the player; null if none was chosen yet. */
export const current = signal<TrackSummary | null>(null);
export const playing = signal(false);
/** Seconds. */
export const position = signal(0);
/** Reason why the track does not play; null if it plays or was not started. */
export const problem = signal<string | null>(null);

const audio = document.createElement('audio');
audio.preload = 'metadata';
document.body.append(audio);
audio.addEventListener('play', () => (playing.value = true));
audio.addEventListener('pause', () => (playing.value = false));
audio.addEventListener('timeupdate', () => (position.value = audio.currentTime));
audio.addEventListener('error', () => {
  playing.value = false;
  problem.value = 'This file cannot be played. It is missing, or this browser does not support its format.';
});
navigator.mediaSession?.setActionHandler('play', () => void start());
navigator.mediaSession?.setActionHandler('pause', () => audio.pause());

/** Play a track from a position in seconds. A track that is already in the player continues unless one is given. */
export function play(track: TrackSummary, from?: number): void {
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

/** Play or pause the given track, or else the one in the player. */
export function toggle(track: TrackSummary | null = current.value): void {
  if (track === null) return;
  if (playing.value && current.value?.id === track.id) audio.pause();
  else play(track);
}

/** Seek in the current track. @param seconds limited to the length of the track */
export function seek(seconds: number): void {
  const longest = current.value?.durationSeconds ?? 0;
  position.value = Math.max(0, Math.min(seconds, longest));
  audio.currentTime = position.value;
}

async function start(): Promise<void> {
  // A failed start is reported by the error event, or another track replaced this one.
  await audio.play().catch(() => undefined);
}
