const REDACTED = '[redacted]';

/** Below this length a part would be cut out of ordinary words. */
const SHORTEST_SECRET = 6;

/** Takes what must not be printed out of a text: the API key, whole and in its parts, and a password in the address. */
export function createScrubber(apiKey: string | null, url: string | null): (text: string) => string {
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
  // The whole key before its parts, or the rest of the whole would stay.
  const longestFirst = [...secrets]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((left, secret) => left.replaceAll(secret, REDACTED), text);
}
