import { setTimeout } from 'node:timers/promises';

const START_TIMEOUT_MS = 180_000;
const PAUSE_MS = 250;

/** Return true if a node answers, or requires authentication. */
async function answers(url: string): Promise<boolean> {
  try {
    const { status } = await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`, {
      signal: AbortSignal.timeout(5_000),
    });
    return status === 200 || status === 401;
  } catch {
    return false;
  }
}

/** Wait until a node that was requested to stop no longer answers. */
export async function waitUntilStopped(url: string): Promise<void> {
  while (await answers(url)) await setTimeout(PAUSE_MS);
}

/**
 * Wait until a node answers.
 * @param ended returns the last output of a node that has ended, or null while it runs
 * @throws if the node has ended, or does not answer in time
 */
export async function waitUntilReady(url: string, ended: () => string | null): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await answers(url))) {
    const lastOutput = ended();
    if (lastOutput !== null) throw new Error(`Elasticsearch: it ended while starting: ${lastOutput}`);
    if (performance.now() > deadline)
      throw new Error(`Elasticsearch: no answer at ${url} within ${START_TIMEOUT_MS / 1_000} s`);
    await setTimeout(PAUSE_MS);
  }
}
