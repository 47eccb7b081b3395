import { Config } from '@extism/as-pdk';

/** Most songs that the server returns for one request. */
const MOST_SONGS = 500;

const DEFAULT_SONGS = 100;

/** Return the address of the server, without a slash at its end; empty if there is none. */
export function serverAddress(): string {
  let address = setting('address');
  while (address.endsWith('/')) address = address.substring(0, address.length - 1);
  return address == '' || address.includes('://') ? address : 'http://' + address;
}

/** Return the address as messages show it, without a name and password in it. */
export function shownAddress(): string {
  const address = serverAddress();
  const host = address.indexOf('://') + 3;
  const path = address.indexOf('/', host);
  const at = address.substring(0, path < 0 ? address.length : path).lastIndexOf('@');
  return at < host ? address : address.substring(0, host) + address.substring(at + 1);
}

/** Return the token; empty if there is none. */
export function accessToken(): string {
  return setting('token');
}

/** Return the smallest similarity of an answer, 0 to 1; 0 for any. */
export function leastSimilarity(): f64 {
  const value = parseFloat(setting('minSimilarity'));
  return value > 0 ? Math.min(1, value) : 0;
}

/**
 * Return how many songs to ask for.
 * @param wanted what Navidrome asks for; not a number, or less than 1: as many as the settings allow
 */
export function songCount(wanted: f64): i32 {
  const value = parseFloat(setting('count'));
  const most = value >= 1 ? Math.min(MOST_SONGS, value) : DEFAULT_SONGS;
  return i32(wanted >= 1 ? Math.min(most, wanted) : most);
}

function setting(name: string): string {
  const value = Config.get(name);
  return value === null ? '' : value.trim();
}
