import { Worker } from 'node:worker_threads';
import { SoundalikeError, reasonOf } from '@soundalike/errors';
import type { NeighbourRequest, SearchedSpace } from './neighbour-search.ts';
import type { SearchReply, SearchSetup, SearchTask } from './search-thread-main.ts';
import { floorMemory } from './shared-floor.ts';
import { NearestList } from './top-k.ts';
import type { NumberedNeighbour } from './top-k.ts';

const THREAD_FILE = new URL('./search-thread-main.ts', import.meta.url);

/** Up to so many neighbours, threads tell each other the best that they have found. */
const MOST_SHARED = 10_000;

/** The space to search, in its file. */
export interface SearchedFile {
  readonly path: string;
  readonly space: SearchedSpace;
}

/** Threads that each hold a part of a space's codes in memory and search it. They start when they are needed. */
export class SearchThreads {
  readonly #file: SearchedFile;
  readonly #count: number;
  #threads: readonly SearchThread[] = [];

  constructor(file: SearchedFile, count: number) {
    this.#file = file;
    this.#count = count;
  }

  /** Begin to load the codes, or those that were written since. Threads that stopped are left to the next search. */
  load(): void {
    if (this.#threads.some(({ isEnded }) => isEnded)) return;
    for (const thread of this.#running()) thread.load();
  }

  /** @throws the errors of the database; `STORE_UNAVAILABLE` if a thread stopped: the next search starts new ones */
  async nearest(request: NeighbourRequest): Promise<NumberedNeighbour[]> {
    const threads = this.#running();
    const isShared = threads.length > 1 && request.k <= MOST_SHARED;
    const shared = isShared ? { ...request, floor: floorMemory(request.k, threads.length) } : request;
    const parts = await Promise.all(threads.map((thread) => thread.nearest(shared)));
    const best = new NearestList(request.k);
    for (const neighbour of parts.flat()) best.offer(neighbour);
    return best.neighbours;
  }

  /** End the threads, after the searches that are under way. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #running(): readonly SearchThread[] {
    if (this.#threads.length === 0 || this.#threads.some(({ isEnded }) => isEnded)) {
      for (const thread of this.#threads) void thread.close();
      this.#threads = Array.from(
        { length: this.#count },
        (_, index) => new SearchThread({ ...this.#file, part: { index, of: this.#count } }),
      );
    }
    return this.#threads;
  }
}

/** One thread. It answers in the order of the requests, and keeps the process alive only while one is under way. */
class SearchThread {
  readonly #worker: Worker;
  readonly #waiting: PromiseWithResolvers<NumberedNeighbour[]>[] = [];
  readonly #exited = Promise.withResolvers<null>();
  #isEnded = false;

  constructor(setup: SearchSetup) {
    this.#worker = new Worker(THREAD_FILE, { workerData: setup, execArgv: [] });
    this.#worker.on('message', (reply: SearchReply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => {
      this.#end(null);
      this.#exited.resolve(null);
    });
    this.#worker.unref();
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  load(): void {
    this.#send({ type: 'load' });
  }

  async nearest(request: NeighbourRequest): Promise<NumberedNeighbour[]> {
    if (this.#isEnded) throw stopped(null);
    const waiting = Promise.withResolvers<NumberedNeighbour[]>();
    this.#waiting.push(waiting);
    this.#worker.ref();
    this.#send({ type: 'search', request });
    return waiting.promise;
  }

  async close(): Promise<void> {
    this.#worker.ref();
    this.#send({ type: 'close' });
    await this.#exited.promise;
  }

  #send(task: SearchTask): void {
    this.#worker.postMessage(task);
  }

  #receive(reply: SearchReply): void {
    const waiting = this.#waiting.shift();
    if (this.#waiting.length === 0) this.#worker.unref();
    if (reply.type === 'found') waiting?.resolve([...reply.neighbours]);
    else waiting?.reject(new SoundalikeError(reply.code, reply.message));
  }

  #end(error: unknown): void {
    this.#isEnded = true;
    for (const { reject } of this.#waiting.splice(0)) reject(stopped(error));
  }
}

function stopped(error: unknown): SoundalikeError {
  const reason = error === null ? '' : ` (${reasonOf(error)})`;
  return new SoundalikeError(
    'STORE_UNAVAILABLE',
    `the search for similar tracks stopped${reason}; try again, and check that enough memory is free`,
    { cause: error },
  );
}
