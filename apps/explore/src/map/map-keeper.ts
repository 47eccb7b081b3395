import { Worker } from 'node:worker_threads';
import { reasonOf } from '@soundalike/errors';
import type { Logger } from '@soundalike/command-line';
import type { StoreSettings } from '@soundalike/store-opener';
import type { LibraryMap, MapProgress } from './library-map.ts';
import type { MapMessage, MapTask } from './map-message.ts';

/** Has the map made and brought up to date in a thread of its own, so that the page answers meanwhile. */
export class MapKeeper implements AsyncDisposable {
  readonly #settings: StoreSettings;
  readonly #logger: Logger;
  #worker: Worker | null = null;
  #map: LibraryMap | null = null;
  #progress: MapProgress | null = null;
  #failure: string | null = null;

  constructor(settings: StoreSettings, logger: Logger) {
    this.#settings = settings;
    this.#logger = logger;
  }

  /** The latest map; null while the first one is in the making. */
  get map(): LibraryMap | null {
    return this.#map;
  }

  /** How far an update has come; null while there is none under way. */
  get progress(): MapProgress | null {
    return this.#progress;
  }

  /** Why the last update failed, once: whoever asks again may start another. Null: it did not. */
  takeFailure(): string | null {
    const failure = this.#failure;
    this.#failure = null;
    return failure;
  }

  /** Starts an update unless one is under way. @param anew lays the whole map out again */
  update(anew = false): void {
    if (this.#worker) return;
    const task: MapTask = { settings: this.#settings, anew };
    this.#progress = { stage: 'reading', share: 0 };
    this.#failure = null;
    const worker = new Worker(new URL('./map-worker.ts', import.meta.url), { workerData: task });
    this.#worker = worker;
    worker.on('message', (message: MapMessage) => this.#hear(message));
    worker.on('error', (error) => {
      this.#failure = reasonOf(error);
      this.#logger.error({ err: error }, 'the map could not be made');
    });
    worker.on('exit', () => {
      this.#worker = null;
      this.#progress = null;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.terminate();
  }

  #hear(message: MapMessage): void {
    if (message.type === 'progress') this.#progress = message.progress;
    else if (message.type === 'done') this.#map = message.map;
    else this.#logger.warn({ reason: message.reason }, 'the map could not be stored');
  }
}
