import { foldersOf } from '../model/folders.ts';
import type { Track } from '../model/track.ts';
import { foldText } from '../text/fold-text.ts';

/** Conditions on tracks; those that are not given, or are empty lists, hold for every track. */
export interface TrackFilter {
  /** Genres of which a track must have one, without regard to letter case and accents. */
  readonly genres?: readonly string[];
  /** Genres of which a track must have none. */
  readonly excludeGenres?: readonly string[];
  /** Folders, relative to the dataset, of which one must contain a file of the track, at any depth. */
  readonly folders?: readonly string[];
  /** Folders of which none may contain a file of the track. */
  readonly excludeFolders?: readonly string[];
  readonly minDurationSeconds?: number;
  readonly maxDurationSeconds?: number;
  /** The file must have no chapters, as audiobooks and some mixes have. */
  readonly withoutChapters?: boolean;
}

/** What a filter looks at. */
export type FilteredTrack = Pick<Track, 'genre' | 'paths' | 'durationSeconds' | 'chapters'>;

/** Return a filter as stores compare it: genres folded, folders composed (see `foldersOf`). */
export function comparableFilter(filter: TrackFilter): Required<TrackFilter> {
  const compose = (folder: string): string => folder.normalize('NFC');
  return {
    genres: (filter.genres ?? []).map(foldText),
    excludeGenres: (filter.excludeGenres ?? []).map(foldText),
    folders: (filter.folders ?? []).map(compose),
    excludeFolders: (filter.excludeFolders ?? []).map(compose),
    minDurationSeconds: filter.minDurationSeconds ?? 0,
    maxDurationSeconds: filter.maxDurationSeconds ?? Infinity,
    withoutChapters: filter.withoutChapters ?? false,
  };
}

/** Return the function that decides whether a track fulfils a filter; null if every track does. */
export function filterTest(filter: TrackFilter): ((track: FilteredTrack) => boolean) | null {
  const { genres, excludeGenres, folders, excludeFolders, ...limits } = comparableFilter(filter);
  const { minDurationSeconds, maxDurationSeconds, withoutChapters } = limits;
  const tests: ((track: FilteredTrack) => boolean)[] = [];
  const add = (isNeeded: boolean, test: (track: FilteredTrack) => boolean): void => {
    if (isNeeded) tests.push(test);
  };
  const genresOf = (track: FilteredTrack): string[] => track.genre.map(foldText);
  const foldersAt = (track: FilteredTrack): string[] => foldersOf(track.paths);
  add(minDurationSeconds > 0, ({ durationSeconds }) => durationSeconds >= minDurationSeconds);
  add(maxDurationSeconds < Infinity, ({ durationSeconds }) => durationSeconds <= maxDurationSeconds);
  add(withoutChapters, ({ chapters }) => chapters === null);
  add(genres.length > 0, (track) => haveCommon(genresOf(track), genres));
  add(excludeGenres.length > 0, (track) => !haveCommon(genresOf(track), excludeGenres));
  add(folders.length > 0, (track) => haveCommon(foldersAt(track), folders));
  add(excludeFolders.length > 0, (track) => !haveCommon(foldersAt(track), excludeFolders));
  return tests.length === 0 ? null : (track) => tests.every((test) => test(track));
}

function haveCommon(a: readonly string[], b: readonly string[]): boolean {
  return a.some((each) => b.includes(each));
}
