/** A web address as it may be shown and kept: without the name, password, query and fragment, any of which may be a secret. */
export function publicAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** The address without name and password, which `fetch` refuses, and the header that carries them instead. */
export function requestAddress(url: string): {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  const address = new URL(url);
  const { username, password } = address;
  address.username = '';
  address.password = '';
  if (username === '') return { address: address.href, headers: {} };
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return { address: address.href, headers: { authorization: `Basic ${credentials}` } };
}
