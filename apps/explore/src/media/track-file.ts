import { SoundalikeError } from '@soundalike/errors';
import type { Track, TrackStore } from '@soundalike/catalog';
import { trackFile } from '@soundalike/dataset';

/**
 * Return the absolute path of a track's file.
 * @throws `TRACK_NOT_FOUND`; `FILE_UNREADABLE` or `NOT_A_FILE` as `trackFile`
 */
export async function storedTrackFile(store: Pick<TrackStore, 'get'>, datasetDir: string, id: string): Promise<string> {
  const { paths } = await storedTrack(store, id);
  return trackFile(paths, datasetDir);
}

/** Return a track by its id. @throws `TRACK_NOT_FOUND` */
export async function storedTrack(store: Pick<TrackStore, 'get'>, id: string): Promise<Track> {
  const [track] = await store.get([id]);
  if (!track) throw new SoundalikeError('TRACK_NOT_FOUND', 'this track is no longer in the library');
  return track;
}
