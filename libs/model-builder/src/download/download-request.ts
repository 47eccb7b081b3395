import type { ExpectedFile } from './expected-file.ts';

/** A file to download. */
export interface DownloadRequest {
  readonly url: string;
  /** Path of the complete file, with `PATH.json` next to it. During the download the file is `PATH.part`. */
  readonly path: string;
  /** Size and digests of the file, if known. */
  readonly expected?: ExpectedFile;
  /** A known file. If nothing else is expected and the file has the same length, it must be this file. */
  readonly published?: ExpectedFile & { readonly bytes: number };
  /** Called with the number of missing bytes before the first is written. An error that it throws ends the download. */
  readonly onLength?: (missingBytes: number) => Promise<void>;
  readonly onProgress?: (receivedBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Return a web address that is safe to show and store: without name, password, query and fragment, which may be
 * secrets.
 */
export function publicAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** Return the address without name and password, which `fetch` refuses, and a header with them. */
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
