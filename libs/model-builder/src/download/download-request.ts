import type { ExpectedFile } from './expected-file.ts';

/** A download. */
export interface DownloadRequest {
  readonly url: string;
  /** Where the whole file goes, with `PATH.json` next to it; until then it grows as `PATH.part`. */
  readonly path: string;
  /** What the file at the address has to be, if that is known. */
  readonly expected?: ExpectedFile;
  /** A known file: if nothing else is expected and the file has the length of this one, it has to be this one. */
  readonly published?: ExpectedFile & { readonly bytes: number };
  /** Told how many bytes are to come before the first is written; may throw. */
  readonly onLength?: (missingBytes: number) => Promise<void>;
  readonly onProgress?: (receivedBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

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
