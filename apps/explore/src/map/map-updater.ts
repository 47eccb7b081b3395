import { Worker } from 'node:worker_threads';
import type { Logger } from '@soundalike/command-line';
import type { StoreSettings } from '@soundalike/store-opener';
import type { MapProgress } from './library-map.ts';
import type { MapView } from './map-view.ts';
import type { MapMessage, MapTask } from './map-worker.ts';

/** Updates the map in a separate thread, so that the page responds meanwhile. */
export class MapUpdater implements AsyncDisposable {
  readonly #settings: StoreSettings;
  readonly #logger: Logger;
  #worker: Worker | null = null;
  #view: MapView | null = null;
  #finishedMs = -Infinity;
  #progress: MapProgress | null = null;
  #hasFailed = false;

  constructor(settings: StoreSettings, logger: Logger) {
    this.#settings = settings;
    this.#logger = logger;
  }

  /** The latest map; null until the first one is complete. */
  get view(): MapView | null {
    return this.#view;
  }

  /** Time since the last update ended, ms; infinite if there was none, 0 while one is running. */
  get ageMs(): number {
    return this.#worker ? 0 : performance.now() - this.#finishedMs;
  }

  /** Progress of the running update; null if there is none. */
  get progress(): MapProgress | null {
    return this.#progress;
  }

  /** Return whether the last update failed, and forget it: the next request can start another update. */
  takeFailure(): boolean {
    const hasFailed = this.#hasFailed;
    this.#hasFailed = false;
    return hasFailed;
  }

  /**
   * Start an update unless one is running.
   * @param fromScratch lays the entire map out again
   */
  update(fromScratch = false): void {
    if (this.#worker) return;
    const task: MapTask = { settings: this.#settings, fromScratch };
    this.#progress = { stage: 'reading', share: 0 };
    this.#hasFailed = false;
    const worker = new Worker(new URL('./map-worker.ts', import.meta.url), { workerData: task });
    this.#worker = worker;
    worker.on('message', (message: MapMessage) => this.#onMessage(message));
    worker.on('error', (error) => {
      this.#hasFailed = true;
      this.#logger.error({ err: error }, 'the map could not be computed');
    });
    worker.on('exit', () => {
      this.#worker = null;
      this.#progress = null;
      this.#finishedMs = performance.now();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.terminate();
  }

  #onMessage(message: MapMessage): void {
    if (message.type === 'progress') this.#progress = message.progress;
    else if (message.type === 'view') this.#view = message.view;
    else this.#logger.warn({ reason: message.reason }, 'the map could not be stored');
  }
}
