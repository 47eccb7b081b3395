import type { NodeProvider } from '../node/elasticsearch-node.ts';
import { request } from '../node/request.ts';
import { waitUntilReady } from '../node/wait-until-ready.ts';

/** A node that is already running at `ELASTICSEARCH_TEST_URL`. It has no security, and it is not stopped. */
export const givenUrl: NodeProvider = {
  kind: 'ELASTICSEARCH_TEST_URL',
  unavailable: async () => (process.env['ELASTICSEARCH_TEST_URL'] ? null : 'ELASTICSEARCH_TEST_URL is not set'),
  start: async ({ secure, signal }) => {
    if (secure) throw new Error('ELASTICSEARCH_TEST_URL: a given node has no security; unset the variable');
    const url = process.env['ELASTICSEARCH_TEST_URL']!.replace(/\/$/u, '');
    const endpoint = { url, superuser: null, authority: null };
    await waitUntilReady(endpoint, () => null, signal);
    const stop = async (): Promise<void> => undefined;
    return {
      url,
      kind: givenUrl.kind,
      secured: null,
      power: null,
      request: (method, path, body) => request(endpoint, method, path, body),
      stop,
      [Symbol.asyncDispose]: stop,
    };
  },
};
