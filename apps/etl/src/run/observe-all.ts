import type { RunObserver } from './ingest.ts';

/** One observer that passes everything on to several. */
export function observeAll(observers: readonly RunObserver[]): Required<RunObserver> {
  return {
    progress: (progress) => observers.forEach((observer) => observer.progress?.(progress)),
    failure: (failure) => observers.forEach((observer) => observer.failure?.(failure)),
    indexed: (file) => observers.forEach((observer) => observer.indexed?.(file)),
  };
}
