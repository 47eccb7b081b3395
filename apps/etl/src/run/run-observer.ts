import type { FailedFile } from '../failures/failure-log.ts';

/** Progress of a run. */
export interface RunProgress {
  /** Files to read, and how many of them are done. */
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** Seconds of audio embedded so far. */
  readonly audioSeconds: number;
}

/** A file that was read and indexed. */
export interface IndexedFile {
  readonly path: string;
  /** Time that it took. */
  readonly seconds: number;
}

/** Receives the events of a run. */
export interface RunObserver {
  progress?(progress: RunProgress): void;
  failure?(failure: FailedFile): void;
  indexed?(file: IndexedFile): void;
}

/** Combine several observers into one. */
export function observeAll(observers: readonly RunObserver[]): Required<RunObserver> {
  return {
    progress: (progress) => observers.forEach((observer) => observer.progress?.(progress)),
    failure: (failure) => observers.forEach((observer) => observer.failure?.(failure)),
    indexed: (file) => observers.forEach((observer) => observer.indexed?.(file)),
  };
}
