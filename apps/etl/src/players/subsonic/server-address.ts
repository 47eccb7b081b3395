import { SoundalikeError } from '@soundalike/errors';

const FORM = 'such as https://music.example or http://127.0.0.1:4040/sub/path';

/**
 * Return the base address of a Subsonic server, without a slash or `/rest` at its end.
 * @throws `USAGE`; the message has no part of an address that has a name, a password or a query
 */
export function subsonicAddress(text: string): string {
  const address = /^[a-z][a-z\d+.-]*:\/\//iu.test(text) || !URL.canParse(`http://${text}`) ? text : `http://${text}`;
  if (!URL.canParse(address) || !/^https?:$/u.test(new URL(address).protocol))
    throw new SoundalikeError('USAGE', `--subsonic must be the address of a server, ${FORM}`);
  const { username, password, search, hash, origin, pathname } = new URL(address);
  if (username !== '' || password !== '')
    throw new SoundalikeError(
      'USAGE',
      `--subsonic must have no name or password in it; set SUBSONIC_USER and SUBSONIC_PASSWORD, and give an address ${FORM}`,
    );
  if (search !== '' || hash !== '')
    throw new SoundalikeError('USAGE', `--subsonic must be an address without ? and #, ${FORM}`);
  return `${origin}${pathname}`.replace(/\/+$/u, '').replace(/\/rest$/u, '');
}

/** Return whether what is sent to an address cannot be read on the way: by https, or on this machine. */
export function isPrivate(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return (
    protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/u.test(hostname)
  );
}
