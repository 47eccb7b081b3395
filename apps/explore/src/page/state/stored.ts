import type { TrackSummary } from '../shared/track.ts';

/**
 * Read a value that this browser keeps.
 * @param convert makes the value from what is stored, which can be anything; it gets null if nothing is stored
 */
export function readStored<T>(key: string, convert: (stored: unknown) => T): T {
  try {
    return convert(JSON.parse(localStorage.getItem(key) ?? 'null'));
  } catch {
    // Not JSON, or the browser stores nothing for this page.
    return convert(null);
  }
}

/** Keep a value in this browser; it is lost with the page if the browser stores nothing. */
export function writeStored(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full, or switched off.
  }
}

/** Return the tracks of a stored list, whatever else an older page or another program wrote there. */
export function storedTracks(stored: unknown): readonly TrackSummary[] {
  return Array.isArray(stored) ? stored.flatMap(storedTrack) : [];
}

function storedTrack(stored: unknown): TrackSummary[] {
  if (typeof stored !== 'object' || stored === null) return [];
  const { id, title, artist, artists, album, durationSeconds, isrc, musicBrainzRecordingId } = stored as Readonly<
    Record<string, unknown>
  >;
  if (typeof id !== 'string' || typeof title !== 'string') return [];
  return [
    {
      id,
      title,
      artist: textOf(artist),
      artists: Array.isArray(artists) ? artists.flatMap((name) => textOf(name) ?? []) : [],
      album: textOf(album),
      durationSeconds: typeof durationSeconds === 'number' ? durationSeconds : 0,
      isrc: textOf(isrc),
      musicBrainzRecordingId: textOf(musicBrainzRecordingId),
    },
  ];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
