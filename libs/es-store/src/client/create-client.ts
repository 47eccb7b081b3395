import { Client } from '@elastic/elasticsearch';
import { createDispatcher } from './create-dispatcher.ts';
import { addressOf } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { HttpAgent } from './http-agent.ts';

/**
 * Create a client for Elastic Cloud, or for a self-managed or Serverless address. It does not retry: `Connection` does.
 * @throws `CONFIG_INVALID`, without the value
 */
export function createClient(endpoint: Endpoint): Client {
  const { cloudId, url, apiKey, username, password, serverless = false } = endpoint;
  // Checks the address: the client's own error would repeat the value, which may contain a password.
  addressOf(endpoint);
  return new Client({
    ...(cloudId === null ? { node: url! } : { cloud: { id: cloudId } }),
    maxRetries: 0,
    ...(apiKey !== null && { auth: { apiKey } }),
    ...(username && password && { auth: { username, password } }),
    ...(serverless && { serverMode: 'serverless' as const }),
    redaction: { type: 'remove' },
    agent: () => new HttpAgent(createDispatcher(endpoint)),
  });
}
