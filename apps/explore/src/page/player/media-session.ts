import type { PlayableTrack } from './queue.ts';

/** What media keys, headphones and the lock screen of a phone can ask for. Times in seconds. */
export interface MediaControls {
  resume(): void;
  pause(): void;
  next(): void;
  previous(): void;
  seek(position: number): void;
  seekBy(seconds: number): void;
}

/** Seconds that a jump takes if the system does not say. */
const JUMP_SECONDS = 10;

/** Connect the controls to the media keys of the system (Media Session API), if the browser has them. */
export function handleMediaKeys(controls: MediaControls): void {
  const handlers: readonly [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => controls.resume()],
    ['pause', () => controls.pause()],
    ['stop', () => controls.pause()],
    ['nexttrack', () => controls.next()],
    ['previoustrack', () => controls.previous()],
    ['seekto', ({ seekTime }) => seekTime !== undefined && controls.seek(seekTime)],
    ['seekforward', ({ seekOffset }) => controls.seekBy(seekOffset ?? JUMP_SECONDS)],
    ['seekbackward', ({ seekOffset }) => controls.seekBy(-(seekOffset ?? JUMP_SECONDS))],
  ];
  for (const [action, handler] of handlers) {
    try {
      navigator.mediaSession?.setActionHandler(action, handler);
    } catch {
      // A browser that does not know one of the actions may know the others.
    }
  }
}

/** Show a track on the lock screen and where else the system shows what plays; null to show nothing. */
export function showTrack(track: PlayableTrack | null): void {
  if (!navigator.mediaSession) return;
  navigator.mediaSession.metadata =
    track &&
    new MediaMetadata({
      title: track.title,
      artist: track.artist ?? '',
      album: track.album ?? '',
      artwork: [{ src: `/cover/${encodeURIComponent(track.id)}` }],
    });
}

/** Show whether it plays, and where it is. @param position seconds @param duration seconds */
export function showProgress(state: MediaSessionPlaybackState, position: number, duration: number): void {
  if (!navigator.mediaSession) return;
  navigator.mediaSession.playbackState = state;
  if (duration > 0) navigator.mediaSession.setPositionState({ duration, position: Math.min(position, duration) });
}
