import { Agent, get } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { reasonOf } from '@soundalike/errors';

/** What became of the requests. */
export interface LoadResult {
  /** From when a request was due until its answer was complete, so that a request that had to wait counts in full. */
  readonly milliseconds: readonly number[];
  /** Number of failures by reason. */
  readonly failures: ReadonlyMap<string, number>;
}

/** Load to send. */
interface Load {
  /** Requests per second. */
  readonly rate: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** Connections to the server. */
const MOST_CONNECTIONS = 100;

/**
 * Send requests at even distances, whether or not earlier ones were answered, and wait for all answers.
 * @param address of the n-th request
 */
export async function requestAtRate(
  address: (n: number) => string,
  { rate, seconds, signal }: Load,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS });
  const milliseconds: number[] = [];
  const failures = new Map<string, number>();
  const send = async (n: number, dueAt: number): Promise<void> => {
    try {
      await requested(address(n), agent);
      milliseconds.push(performance.now() - dueAt);
    } catch (error) {
      const reason = reasonOf(error);
      failures.set(reason, (failures.get(reason) ?? 0) + 1);
    }
  };
  const startedAt = performance.now();
  const sent: Promise<void>[] = [];
  for (let n = 0; n < rate * seconds; n++) {
    const dueAt = startedAt + (1000 * n) / rate;
    const wait = dueAt - performance.now();
    if (wait > 0) await setTimeout(wait, undefined, { signal });
    sent.push(send(n, dueAt));
  }
  await Promise.all(sent);
  agent.destroy();
  return { milliseconds, failures };
}

/** Request an address and read the answer. @throws if it is not a success */
function requested(address: string, agent: Agent): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const request = get(address, { agent }, (response) => {
    response.resume();
    response.on('error', reject);
    response.on('end', () => {
      if (response.statusCode === 200) resolve(undefined);
      else reject(new Error(`status ${response.statusCode}`));
    });
  });
  request.on('error', reject);
  return promise;
}
