import { CatalogError } from '@soundalike/catalog';
import { containedFile } from './contained-file.ts';
/**
 * The file of a track: the first of its paths that can be read below the dataset root.
 * @throws `TRACK_NOT_FOUND`, and of the last path `FILE_UNREADABLE` or `NOT_A_FILE`
 */
export async function trackFile(store, datasetDir, id) {
  const { paths } = await storedTrack(store, id);
  let failure = new CatalogError('FILE_UNREADABLE', 'track: expected at least one file, got none');
  for (const { path } of paths) {
    try {
      return await containedFile(datasetDir, path);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
/** @throws `TRACK_NOT_FOUND` */
export async function storedTrack(store, id) {
  const [track] = await store.get([id]);
  if (!track) throw new CatalogError('TRACK_NOT_FOUND', 'track: expected the id of a stored track, got another');
  return track;
}
