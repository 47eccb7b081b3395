import { musicBrainzIdOf } from '@soundalike/catalog';
import type { IAudioMetadata } from 'music-metadata';

/** Names of fields with the id of the recording, as `plainName` returns them. MusicBrainz itself calls it a track id. */
const NAMES = ['musicbrainztrackid', 'musicbrainzrecordingid'];

/**
 * Return the MusicBrainz id of the recording: from the standard place of each format, else from a field that is only
 * named after it. FFmpeg writes such fields (TXXX) when it converts a FLAC file to MP3.
 * @returns null if there is no valid id
 */
export function recordingIdOf({ common, native }: IAudioMetadata): string | null {
  const fields = Object.values(native).flatMap((tags) => tags.filter(({ id }) => NAMES.includes(plainName(id))));
  const candidates = [common.musicbrainz_recordingid, ...fields.map(({ value }) => value)];
  const ids = candidates.map((value) => (typeof value === 'string' ? musicBrainzIdOf(value) : null));
  return ids.find((id) => id !== null) ?? null;
}

/** Return the name of a field without what its format puts in front, in lower-case letters only. */
function plainName(id: string): string {
  return id
    .slice(id.lastIndexOf(':') + 1)
    .toLowerCase()
    .replace(/[^a-z]/gu, '');
}
