import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';
import type { RecordStore } from '@soundalike/catalog';

/** How long a lease holds without being renewed, in milliseconds. */
export const LEASE_MS = 60_000;
const RENEWALS_PER_LEASE = 3;

/** Holders of this process: in a container that was started again, the one before had the same host name and the same process id. */
const heldHere = new Set<string>();

interface LeaseRecord {
  readonly holder: string;
  readonly host: string;
  readonly pid: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What a lease reads of the machine. */
export interface LeaseClock {
  now(): number;
  /** Whether a process of this machine is alive. */
  isAlive(pid: number): boolean;
}

const machineClock: LeaseClock = {
  now: Date.now,
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
};

/**
 * The right to run, held by one process at a time, across machines: a record in the store that is renewed while its holder lives.
 * A lease whose holder died runs out after a minute; on the same machine it is taken over at once.
 */
export class RunLease implements AsyncDisposable {
  readonly #records: RecordStore;
  readonly #key: string;
  readonly #clock: LeaseClock;
  readonly #record: Omit<LeaseRecord, 'expiresAt'>;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #version: string;
  #renewal: Promise<void> = Promise.resolve();

  private constructor(records: RecordStore, key: string, clock: LeaseClock, record: LeaseRecord, version: string) {
    this.#records = records;
    this.#key = key;
    this.#clock = clock;
    this.#record = record;
    this.#version = version;
    heldHere.add(record.holder);
    this.#timer = setInterval(() => {
      this.#renewal = this.#renewal.then(() => this.#renew());
    }, LEASE_MS / RENEWALS_PER_LEASE);
  }

  /** @param key what is leased, for example `etl-0-of-1`. @throws `LEASE_HELD` when another process holds it */
  static async acquire(records: RecordStore, key: string, clock: LeaseClock = machineClock): Promise<RunLease> {
    const current = await records.get('leases', key);
    const held = current?.value as unknown as LeaseRecord | undefined;
    if (held && isInForce(held, clock)) throw heldBy(held, clock);
    const record = { holder: randomUUID(), host: hostname(), pid: process.pid, expiresAt: clock.now() + LEASE_MS };
    try {
      return new RunLease(
        records,
        key,
        clock,
        record,
        await records.put('leases', key, record, current?.version ?? null),
      );
    } catch (error) {
      if (!isSoundalikeError(error, 'RECORD_CONFLICT')) throw error;
      throw new SoundalikeError('LEASE_HELD', 'another run, rebuild or prune has just begun; wait for it to end', {
        cause: error,
      });
    }
  }

  /** @param isExcluded which keys must not be held. @throws `LEASE_HELD` when another process holds one of them */
  static async assertNoneHeld(
    records: RecordStore,
    isExcluded: (key: string) => boolean,
    clock: LeaseClock = machineClock,
  ): Promise<void> {
    for await (const { key, value } of records.list('leases')) {
      const held = value as unknown as LeaseRecord;
      if (isExcluded(key) && isInForce(held, clock)) throw heldBy(held, clock);
    }
  }

  /** Aborted with `LEASE_HELD` when another process took the lease over, since it could not be renewed in time. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewal;
    heldHere.delete(this.#record.holder);
    if (this.#lost.signal.aborted) return;
    await this.#records.delete('leases', this.#key, this.#version).catch((error: unknown) => {
      // It runs out by itself.
      if (!isSoundalikeError(error)) throw error;
    });
  }

  async #renew(): Promise<void> {
    try {
      const record = { ...this.#record, expiresAt: this.#clock.now() + LEASE_MS };
      this.#version = await this.#records.put('leases', this.#key, record, this.#version);
    } catch (error) {
      // While the store is away nobody else can take the lease either: the next renewal tells.
      if (isSoundalikeError(error, 'RECORD_CONFLICT')) await this.#lookWhoHasIt(error).catch(() => undefined);
    }
  }

  /** An earlier renewal may have been written though its answer never came: then the record is still this holder's. */
  async #lookWhoHasIt(conflict: SoundalikeError): Promise<void> {
    const current = await this.#records.get('leases', this.#key);
    const holder = (current?.value as unknown as LeaseRecord | undefined)?.holder;
    if (current && holder === this.#record.holder) this.#version = current.version;
    else this.#lost.abort(new SoundalikeError('LEASE_HELD', 'another process took this run over', { cause: conflict }));
  }
}

/** A lease that ends further ahead than any lease can, and machines' clocks differ by less, was written before the clock went back: it counts as run out. */
function isInForce({ holder, host, pid, expiresAt }: LeaseRecord, clock: LeaseClock): boolean {
  const left = expiresAt - clock.now();
  const livesHere = pid === process.pid ? heldHere.has(holder) : clock.isAlive(pid);
  return left > 0 && left <= 2 * LEASE_MS && (host !== hostname() || livesHere);
}

function heldBy({ host, pid, expiresAt }: LeaseRecord, clock: LeaseClock): SoundalikeError {
  const seconds = Math.ceil((expiresAt - clock.now()) / 1000);
  return new SoundalikeError(
    'LEASE_HELD',
    `a run, rebuild or prune is under way already: process ${pid} on ${host} holds the lease for ${seconds} s more, unless it is renewed. Wait for it to end`,
  );
}
