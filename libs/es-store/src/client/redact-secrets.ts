const REDACTED = '[redacted]';

/** Shorter parts are kept: replacing them would cut them out of ordinary words. */
const SHORTEST_SECRET = 6;

/**
 * Return a function that replaces secrets in a text: the API key, complete or in parts, and a password in the URL.
 */
export function createRedactor(apiKey: string | null, url: string | null): (text: string) => string {
  const secrets = new Set<string>();
  if (apiKey !== null) {
    secrets.add(apiKey);
    for (const part of Buffer.from(apiKey, 'base64').toString('latin1').split(':')) secrets.add(part);
  }
  if (url !== null && URL.canParse(url)) {
    const { username, password } = new URL(url);
    for (const part of [password, decodeURIComponent(password)]) {
      secrets.add(part);
      if (part !== '') secrets.add(Buffer.from(`${decodeURIComponent(username)}:${part}`).toString('base64'));
    }
  }
  // The complete key before its parts: otherwise its remainder would stay.
  const longestFirst = [...secrets]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((left, secret) => left.replaceAll(secret, REDACTED), text);
}
