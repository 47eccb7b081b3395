import type { NodeProvider } from '../node/elasticsearch-node.ts';
import { waitUntilReady } from '../node/wait-until-ready.ts';

/** A node that is already running at `ELASTICSEARCH_TEST_URL`. It has no security, and it is not stopped. */
export const givenUrl: NodeProvider = {
  kind: 'ELASTICSEARCH_TEST_URL',
  unavailable: async () => (process.env['ELASTICSEARCH_TEST_URL'] ? null : 'ELASTICSEARCH_TEST_URL is not set'),
  start: async ({ users }) => {
    if (users) throw new Error('ELASTICSEARCH_TEST_URL: a given node has no users; unset the variable');
    const url = process.env['ELASTICSEARCH_TEST_URL']!.replace(/\/$/u, '');
    await waitUntilReady(url, () => null);
    const stop = async (): Promise<void> => undefined;
    return { url, kind: givenUrl.kind, superuser: null, restart: null, stop, [Symbol.asyncDispose]: stop };
  },
};
