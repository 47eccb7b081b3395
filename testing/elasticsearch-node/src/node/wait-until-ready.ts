import { setTimeout } from 'node:timers/promises';
import { exchange } from './request.ts';
import type { Endpoint } from './request.ts';

const START_TIMEOUT_MS = 180_000;
const PAUSE_MS = 250;

const HEALTH = '/_cluster/health?wait_for_status=yellow&timeout=1s';

/** Wait until nothing listens any more at the address of a node that was requested to stop. */
export async function waitUntilStopped(endpoint: Endpoint): Promise<void> {
  const isListening = (): Promise<boolean> =>
    exchange(endpoint, 'GET', HEALTH).then(
      () => true,
      (error: unknown) => (error as NodeJS.ErrnoException).code !== 'ECONNREFUSED',
    );
  while (await isListening()) await setTimeout(PAUSE_MS);
}

/**
 * Wait until a node answers, and accepts its superuser if it has one.
 * @param ended returns the last output of a node that has ended, or null while it runs
 * @throws if the node has ended, does not answer in time, or the signal is aborted
 */
export async function waitUntilReady(
  endpoint: Endpoint,
  ended: () => string | null,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  const answers = (): Promise<boolean> =>
    exchange(endpoint, 'GET', HEALTH).then(
      ({ status }) => status === 200,
      () => false,
    );
  while (!(await answers())) {
    const lastOutput = ended();
    if (lastOutput !== null) throw new Error(`Elasticsearch: it ended while starting: ${lastOutput}`);
    if (performance.now() > deadline)
      throw new Error(`Elasticsearch: no answer at ${endpoint.url} within ${START_TIMEOUT_MS / 1_000} s`);
    await setTimeout(PAUSE_MS, undefined, { signal });
  }
}
