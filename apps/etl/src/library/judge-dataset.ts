import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { audioDigest, trackIdOf } from '@soundalike/audio-core';
import type { ListedTrack, TrackPath, TrackStore } from '@soundalike/catalog';
import { demoPieces } from '@soundalike/demo-library';
import { isSoundalikeError } from '@soundalike/errors';
import { scanDataset } from '../scan/scan-dataset.ts';

/** Tracks of the store whose files are looked for, and files of the folder whose audio is looked for in the store. */
const [SAMPLED_TRACKS, SAMPLED_FILES] = [200, 16];
/** Share of them that must be found. */
const ENOUGH = 0.5;
/** In a folder that has not moved, fewer tracks than this may all be replaced. */
const FEW_TRACKS = 10;

/** A folder that a store is to be filled from. */
export interface JudgedDataset {
  readonly root: string;
  readonly exclude: readonly string[];
  /** Folder that the store was filled from before; null if that is not known. */
  readonly recorded: string | null;
}

/**
 * Whether a folder has the library that a store was filled from: `same`, also if it was moved or its files have other places;
 * `demonstration` if the store has nothing but the demonstration library; or `other`.
 */
export type DatasetVerdict = 'same' | 'demonstration' | 'other';

/**
 * Find out whether a folder has the library of a store, by samples: first by the places of the store's files, which is quick;
 * only if too few are there, by the audio of the folder's files.
 * @param store the space that is served
 */
export async function judgeDataset(
  store: Pick<TrackStore, 'count' | 'get' | 'list'>,
  { root, exclude, recorded }: JudgedDataset,
): Promise<DatasetVerdict> {
  const folder = await datasetFolder(root);
  const tracks = await sampleTracks(store);
  // A folder that is missing is reported by the scan.
  if (folder === null || tracks.length === 0) return 'same';
  const isMoved = recorded !== null && recorded !== folder;
  if (!isMoved && tracks.length < FEW_TRACKS) return 'same';
  // In another folder, a file of the same name but another size is probably another song: `CD 1/01.mp3`.
  const isThere = isMoved
    ? await haveFiles(tracks, folder, Math.ceil(tracks.length * ENOUGH), ({ size }, found) => size === found)
    : await haveFiles(tracks, folder, 1, () => true);
  if (isThere) return 'same';
  const files = await sampleFiles(folder, exclude);
  // If there is nothing, or something cannot be read, the library may be on a disk that is not mounted: nothing is added, or
  // the safeguards of the run report it.
  if (files.count === 0 || (files.isIncomplete && !isMoved)) return 'same';
  const count = await store.count();
  const demo = new Set(demoPieces.map(({ path }) => path));
  if (count <= demo.size && tracks.every(({ paths }) => paths.every(({ path }) => demo.has(path))))
    return 'demonstration';
  const isComplete = files.count >= count * ENOUGH;
  return isComplete && (await knownShare(store, folder, files.sample)) >= ENOUGH ? 'same' : 'other';
}

/** Return the absolute path of a folder without symbolic links; null if there is no such folder. */
export async function datasetFolder(root: string): Promise<string | null> {
  return realpath(root).catch(() => null);
}

/** Return the first tracks; they are a random sample, because their ids are digests. */
async function sampleTracks(store: Pick<TrackStore, 'list'>): Promise<ListedTrack[]> {
  const tracks: ListedTrack[] = [];
  for await (const track of store.list()) {
    tracks.push(track);
    if (tracks.length >= SAMPLED_TRACKS) break;
  }
  return tracks;
}

/** Return whether that many of the tracks have a file in the folder. */
async function haveFiles(
  tracks: readonly ListedTrack[],
  folder: string,
  needed: number,
  isTheFile: (path: TrackPath, size: number) => boolean,
): Promise<boolean> {
  let present = 0;
  for (const { paths } of tracks) {
    for (const path of paths) {
      const found = await stat(join(folder, path.path)).catch(() => null);
      if (!found || !isTheFile(path, found.size)) continue;
      present++;
      break;
    }
    if (present >= needed) return true;
  }
  return false;
}

/** Return the number of audio files, and some that are spread evenly over the folder. */
async function sampleFiles(
  folder: string,
  exclude: readonly string[],
): Promise<{ readonly count: number; readonly sample: readonly string[]; readonly isIncomplete: boolean }> {
  let [count, step, isIncomplete] = [0, 1, false];
  let sample: string[] = [];
  for await (const item of scanDataset(folder, { exclude })) {
    if ('problem' in item || 'deadLink' in item) isIncomplete = true;
    if (!('file' in item)) continue;
    if (count++ % step === 0) sample.push(item.file.path);
    if (sample.length < 2 * SAMPLED_FILES) continue;
    sample = sample.filter((_path, index) => index % 2 === 0);
    step *= 2;
  }
  return { count, sample, isIncomplete };
}

/** Return the share of the files whose audio the store knows. */
async function knownShare(store: Pick<TrackStore, 'get'>, folder: string, files: readonly string[]): Promise<number> {
  const ids: string[] = [];
  for (const file of files) {
    try {
      ids.push(trackIdOf(await audioDigest(join(folder, file))));
    } catch (error) {
      if (!isSoundalikeError(error)) throw error;
    }
  }
  return ids.length === 0 ? 0 : (await store.get(ids)).length / ids.length;
}
