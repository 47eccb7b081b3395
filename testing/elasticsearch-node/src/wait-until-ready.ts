import { setTimeout } from 'node:timers/promises';

const PATIENCE_MS = 180_000;
const PAUSE_MS = 250;

/** True for a node that answers, or that asks who we are. */
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

/** Waits until a node that was told to end answers no more. */
export async function waitUntilSilent(url: string): Promise<void> {
  while (await answers(url)) await setTimeout(PAUSE_MS);
}

/**
 * Waits until a node answers.
 * @param ended why it never will, once that is known
 */
export async function waitUntilReady(url: string, ended: () => string | null): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await answers(url))) {
    const why = ended();
    if (why !== null) throw new Error(`Elasticsearch: expected it to start, but it ended: ${why}`);
    if (performance.now() > deadline)
      throw new Error(`Elasticsearch: expected an answer at ${url} within ${PATIENCE_MS / 1_000} s, got none`);
    await setTimeout(PAUSE_MS);
  }
}
