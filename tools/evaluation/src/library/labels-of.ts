import { foldText } from '@soundalike/catalog';
import type { TrackMetadata } from '@soundalike/catalog';
import type { TrackLabels } from './library-track.ts';

/** What a track's tags file it under. Two albums of one name are told apart by their album artist, where there is one. */
export function labelsOf({ album, albumArtist, artist, genre }: TrackMetadata): TrackLabels {
  return {
    album: album && [albumArtist ?? '', album].map(foldText).join('\n'),
    artist: artist && foldText(artist),
    genres: genre.map(foldText),
  };
}
