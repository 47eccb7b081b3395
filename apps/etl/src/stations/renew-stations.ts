import { playlistFile, SoundalikeError, isSoundalikeError, reasonOf, station } from '@soundalike/catalog';
import type { Playlist, TrackStore } from '@soundalike/catalog';
import type { Settings } from '@soundalike/settings';
import { playlistPaths } from '../ask/playlist-paths.ts';
import type { SavedStation, SavedStations } from './saved-stations.ts';
import { stationFile, stationLine, writeStationFile } from './station-file.ts';

/** What became of a saved station. */
export interface RenewedStation {
  readonly name: string;
  readonly file: string;
  /** Number of tracks in the file; 0 if it failed. */
  readonly tracks: number;
  /** Why it was not written; null if it was. */
  readonly failure: string | null;
}

/** The settings of the playlists. */
export type PlaylistSettings = Pick<Settings, 'datasetDir'> & { readonly playlistDir: string };

/**
 * Make every saved station again and write its playlist. One that fails does not keep others from being written.
 * @throws the errors of the store
 */
export async function renewStations(
  store: TrackStore,
  stations: SavedStations,
  settings: PlaylistSettings,
): Promise<RenewedStation[]> {
  const renewed: RenewedStation[] = [];
  for (const saved of await stations.list()) {
    const file = stationFile(settings.playlistDir, saved.name);
    try {
      const playlist = await playSaved(store, saved);
      const tracks = await writeSaved(saved, playlist, settings);
      renewed.push({ name: saved.name, file, tracks, failure: null });
    } catch (error) {
      if (!isSoundalikeError(error)) throw error;
      renewed.push({ name: saved.name, file, tracks: 0, failure: reasonOf(error) });
    }
  }
  return renewed;
}

/** Return the station of the library as it is now. @throws `TRACK_NOT_FOUND` if none of its songs is left */
export async function playSaved(store: TrackStore, saved: SavedStation): Promise<Playlist> {
  const like = await store.get(saved.like);
  const unlike = await store.get(saved.unlike);
  if (like.length === 0) {
    throw new SoundalikeError(
      'TRACK_NOT_FOUND',
      `station ${saved.name}: none of its songs (${saved.songs.join(', ')}) is in the library any more; ` +
        'save it again with other songs, or delete it',
    );
  }
  const points = [like, unlike].map((tracks) => tracks.map((track) => ({ track })));
  return station(store, { like: points[0]!, unlike: points[1]! }, saved.options);
}

/** Write the playlist of a station. @returns the number of tracks in it */
export async function writeSaved(
  { name, pathPrefix }: SavedStation,
  { tracks }: Playlist,
  { datasetDir, playlistDir }: PlaylistSettings,
): Promise<number> {
  const file = stationFile(playlistDir, name);
  const pathOf = await playlistPaths(pathPrefix === null ? {} : { pathPrefix }, datasetDir, file);
  const { text, leftOut } = playlistFile(
    tracks.map(({ track }) => track),
    { name, pathOf, comment: stationLine(name) },
  );
  await writeStationFile(playlistDir, name, text);
  return tracks.length - leftOut.length;
}
