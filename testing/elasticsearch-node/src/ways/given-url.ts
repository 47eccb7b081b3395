import type { Way } from '../node-options.ts';
import { waitUntilReady } from '../wait-until-ready.ts';

/** A node that runs already, named by `ELASTICSEARCH_TEST_URL`. It has no security, and it is left running. */
export const givenUrl: Way = {
  kind: 'ELASTICSEARCH_TEST_URL',
  unavailable: async () => (process.env['ELASTICSEARCH_TEST_URL'] ? null : 'ELASTICSEARCH_TEST_URL is not set'),
  start: async ({ users }) => {
    if (users) throw new Error('ELASTICSEARCH_TEST_URL: expected no need of users, which a given node does not have');
    const url = process.env['ELASTICSEARCH_TEST_URL']!.replace(/\/$/u, '');
    await waitUntilReady(url, () => null);
    const stop = async (): Promise<void> => undefined;
    return { url, kind: givenUrl.kind, superuser: null, restart: null, stop, [Symbol.asyncDispose]: stop };
  },
};
