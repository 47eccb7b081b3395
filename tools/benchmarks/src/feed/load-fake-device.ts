/** Loaded into each thread of each embedding worker: only the main thread computes. */
import { isMainThread } from 'node:worker_threads';

if (isMainThread) await import('./fake-device.ts');
