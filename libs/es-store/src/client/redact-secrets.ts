import type { Endpoint } from './endpoint.ts';

const REDACTED = '[redacted]';

/** Shorter parts are kept: replacing them would cut them out of ordinary words. */
const SHORTEST_SECRET = 6;

/** The parts of an endpoint that contain secrets. */
export type Secrets = Pick<Endpoint, 'apiKey' | 'url' | 'username' | 'password' | 'proxy'>;

/**
 * Return a function that replaces secrets in a text: the API key, complete or in parts, and the passwords for the
 * server and the proxy.
 */
export function createRedactor({ apiKey, url, username, password, proxy }: Secrets): (text: string) => string {
  const secrets = new Set<string>();
  if (apiKey !== null) {
    secrets.add(apiKey);
    for (const part of Buffer.from(apiKey, 'base64').toString('latin1').split(':')) secrets.add(part);
  }
  if (username && password) addLogin(secrets, username, password);
  for (const address of [url, proxy?.http, proxy?.https]) {
    if (!address || !URL.canParse(address)) continue;
    const parsed = new URL(address);
    for (const part of [parsed.password, decodeURIComponent(parsed.password)])
      addLogin(secrets, decodeURIComponent(parsed.username), part);
  }
  // The complete key before its parts: otherwise its remainder would stay.
  const longestFirst = [...secrets]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((left, secret) => left.replaceAll(secret, REDACTED), text);
}

function addLogin(secrets: Set<string>, username: string, password: string): void {
  secrets.add(password);
  if (password !== '') secrets.add(Buffer.from(`${username}:${password}`).toString('base64'));
}
