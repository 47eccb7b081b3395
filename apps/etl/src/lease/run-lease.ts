import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { SoundalikeError, isSoundalikeError, systemCode } from '@soundalike/errors';
import type { RecordStore } from '@soundalike/catalog';

/** Milliseconds that a lease is valid after its last renewal. */
export const LEASE_MS = 60_000;
const RENEWALS_PER_LEASE = 3;

/** Holders in this process: a restarted container has the same host name and process id as the one before. */
const localHolders = new Set<string>();

interface LeaseRecord {
  readonly holder: string;
  readonly host: string;
  readonly pid: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Clock and processes of the machine. */
export interface LeaseClock {
  now(): number;
  /** Return whether a process of this machine is alive. */
  isAlive(pid: number): boolean;
}

const machineClock: LeaseClock = {
  now: Date.now,
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return systemCode(error) === 'EPERM';
    }
  },
};

/**
 * The right to run, held by one process at a time, across machines: a record in the store that its holder renews.
 * The lease of a process that died expires after a minute; on the same machine it is taken over immediately.
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
    localHolders.add(record.holder);
    this.#timer = setInterval(() => {
      this.#renewal = this.#renewal.then(() => this.#renew());
    }, LEASE_MS / RENEWALS_PER_LEASE);
  }

  /**
   * Acquire a lease.
   * @param key its name, for example `etl-0-of-1`.
   * @throws `LEASE_HELD` if another process holds it
   */
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
      throw new SoundalikeError('LEASE_HELD', 'another run, rebuild or prune has just begun; wait until it has ended', {
        cause: error,
      });
    }
  }

  /** Check that certain leases are free. @param isExcluded selects their keys. @throws `LEASE_HELD` if one is held */
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

  /** Aborted with `LEASE_HELD` if another process took the lease over because it was not renewed in time. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewal;
    localHolders.delete(this.#record.holder);
    if (this.#lost.signal.aborted) return;
    await this.#records.delete('leases', this.#key, this.#version).catch((error: unknown) => {
      // The lease expires anyway.
      if (!isSoundalikeError(error)) throw error;
    });
  }

  async #renew(): Promise<void> {
    try {
      const record = { ...this.#record, expiresAt: this.#clock.now() + LEASE_MS };
      this.#version = await this.#records.put('leases', this.#key, record, this.#version);
    } catch (error) {
      // While the store is unavailable no other process can take the lease either; the next renewal decides.
      if (isSoundalikeError(error, 'RECORD_CONFLICT')) await this.#checkHolder(error).catch(() => undefined);
    }
  }

  /**
   * Find out whether the lease is lost: an earlier renewal may have been written although its response was lost, or
   * somebody deleted the records, in which case nobody else holds the lease.
   */
  async #checkHolder(conflict: SoundalikeError): Promise<void> {
    const current = await this.#records.get('leases', this.#key);
    const record = { ...this.#record, expiresAt: this.#clock.now() + LEASE_MS };
    if (current === null) this.#version = await this.#records.put('leases', this.#key, record, null);
    else if ((current.value as unknown as LeaseRecord).holder === this.#record.holder) this.#version = current.version;
    else
      this.#lost.abort(
        new SoundalikeError(
          'LEASE_HELD',
          'another process took this run over, because its lease was not renewed in time',
          { cause: conflict },
        ),
      );
  }
}

/**
 * Return whether a lease is valid. One that ends later than any lease can, allowing for different clocks, was written
 * before the clock
 * was set back: it counts as expired.
 */
function isInForce({ holder, host, pid, expiresAt }: LeaseRecord, clock: LeaseClock): boolean {
  const left = expiresAt - clock.now();
  const isAliveHere = pid === process.pid ? localHolders.has(holder) : clock.isAlive(pid);
  return left > 0 && left <= 2 * LEASE_MS && (host !== hostname() || isAliveHere);
}

function heldBy({ host, pid, expiresAt }: LeaseRecord, clock: LeaseClock): SoundalikeError {
  const seconds = Math.ceil((expiresAt - clock.now()) / 1000);
  return new SoundalikeError(
    'LEASE_HELD',
    `a run, rebuild or prune is already under way: process ${pid} on ${host} holds the lease, ` +
      `which expires in ${seconds} s unless it is renewed. Wait until it has ended`,
  );
}
