import { SoundalikeError } from '@soundalike/errors';
import type { Track, TrackStore } from '@soundalike/catalog';
import { containedFile } from './contained-file.ts';
import type { ContainedFile } from './contained-file.ts';

/**
 * Return the file of a track: the first of its paths that can be read below the dataset root.
 * @throws `TRACK_NOT_FOUND`; `FILE_UNREADABLE` or `NOT_A_FILE` for the last path
 */
export async function trackFile(
  store: Pick<TrackStore, 'get'>,
  datasetDir: string,
  id: string,
): Promise<ContainedFile> {
  const { paths } = await storedTrack(store, id);
  let failure: unknown = new SoundalikeError('FILE_UNREADABLE', 'this track has no file any more');
  for (const { path } of paths) {
    try {
      return await containedFile(datasetDir, path);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** Return a track by its id. @throws `TRACK_NOT_FOUND` */
export async function storedTrack(store: Pick<TrackStore, 'get'>, id: string): Promise<Track> {
  const [track] = await store.get([id]);
  if (!track) throw new SoundalikeError('TRACK_NOT_FOUND', 'this track is no longer in the library');
  return track;
}
