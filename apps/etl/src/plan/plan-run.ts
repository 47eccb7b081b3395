import type { TrackPath } from '@soundalike/catalog';
import type { ScanProblem } from '../scan/scan-dataset.ts';
import type { KnownLibrary } from './known-library.ts';

/** What a run has to do, found by comparing the scan with what the store holds. */
export interface Plan {
  /** Files that are new, or whose size or modification time changed. */
  readonly toRead: readonly TrackPath[];
  readonly unchanged: number;
  /** Known paths that the scan did not come upon, where it could have. */
  readonly vanished: readonly string[];
}

/** Size and modification time are the prefilter; what a file holds is looked at only where they differ. */
export function planRun(known: KnownLibrary, files: readonly TrackPath[], problems: readonly ScanProblem[]): Plan {
  const found = new Set(files.map((file) => file.path));
  const toRead = files.filter((file) => {
    const before = known.fileAt(file.path);
    return before?.size !== file.size || before.mtimeMs !== file.mtimeMs;
  });
  const unseen = problems.map((problem) => problem.path);
  const vanished = [...known.paths()].filter((path) => !found.has(path) && !unseen.some((gone) => isWithin(path, gone)));
  return { toRead, unchanged: files.length - toRead.length, vanished };
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
