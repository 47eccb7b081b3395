import type { ElasticsearchOptions } from '../options.ts';
import { ok } from './check.ts';
import type { Check } from './check.ts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u;

/** Whether the settings fit together and keep the key to themselves. */
export function checkConfiguration({ cloudId, url, apiKey }: ElasticsearchOptions): Check {
  if (cloudId !== null) return ok('configuration', 'Elastic Cloud by ELASTICSEARCH_CLOUD_ID');
  const { protocol, hostname, origin } = new URL(url!);
  if (protocol === 'http:' && apiKey !== null && !LOOPBACK.test(hostname)) {
    return {
      name: 'configuration',
      status: 'warning',
      finding: `the key is sent to ${origin} in the clear`,
      cure: 'use an https:// address in ELASTICSEARCH_URL',
    };
  }
  return ok('configuration', `${origin} by ELASTICSEARCH_URL, ${apiKey === null ? 'without' : 'with'} a key`);
}
