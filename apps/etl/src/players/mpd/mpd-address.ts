import { SoundalikeError } from '@soundalike/errors';

/** Where MPD listens. */
export interface MpdAddress {
  /** `HOST:PORT`, or the path of a socket. */
  readonly shown: string;
  readonly connection: { readonly host: string; readonly port: number } | { readonly path: string };
  readonly password: string | null;
}

/**
 * Return the address of MPD, as its clients read it: `HOST`, `HOST:PORT`, `[IPV6]:PORT`, or the path of a socket (an
 * abstract one begins with `@`), and `PASSWORD@` before it.
 * @throws `USAGE`; the message has no part of the address
 */
export function mpdAddress(text: string, defaultPort: number): MpdAddress {
  const at = text.lastIndexOf('@');
  const password = at > 0 ? text.slice(0, at) : null;
  const place = password === null ? text : text.slice(at + 1);
  if (/^~?\/|^@/u.test(place)) {
    const path = place.startsWith('@') ? `\0${place.slice(1)}` : place.replace(/^~/u, process.env['HOME'] ?? '~');
    return { shown: place, connection: { path }, password };
  }
  const [, bracketed, plain, digits] = /^(?:\[([\da-f:.%]+)\]|([^\s:/[\]]+))(?::(\d{1,5}))?$/iu.exec(place) ?? [];
  const bare = /^[\da-f:]+$/iu.test(place) && place.split(':').length > 2 ? place : undefined;
  const host = bracketed ?? plain ?? bare;
  const port = digits === undefined ? defaultPort : Number(digits);
  if (host === undefined || port < 1 || port > 65_535)
    throw new SoundalikeError('USAGE', '--mpd (or MPD_HOST) must be HOST, HOST:PORT or the path of a socket');
  return { shown: host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`, connection: { host, port }, password };
}
