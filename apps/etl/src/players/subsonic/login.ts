import { createHash, randomBytes } from 'node:crypto';
import { SoundalikeError } from '@soundalike/errors';
import type { SubsonicLogin } from '@soundalike/settings';

/** How a request shows who asks. */
export type LoginWay = 'apiKey' | 'token' | 'password';

/**
 * Return the parameters of a request that log in. A token is the MD5 of password and a new salt, as the protocol wants it.
 * @throws `CONFIG_INVALID` if a variable is missing
 */
export function loginParameters({ user, password, apiKey }: SubsonicLogin, way: LoginWay): [string, string][] {
  if (way === 'apiKey' && apiKey !== null) return [['apiKey', apiKey]];
  if (user === null || password === null) {
    const missing = [user === null && 'SUBSONIC_USER', password === null && 'SUBSONIC_PASSWORD'].filter(Boolean);
    throw new SoundalikeError(
      'CONFIG_INVALID',
      `${missing.join(' and ')} must be set for --subsonic, or SUBSONIC_API_KEY if the server has API keys`,
    );
  }
  if (way === 'password')
    return [
      ['u', user],
      ['p', `enc:${Buffer.from(password).toString('hex')}`],
    ];
  const salt = randomBytes(12).toString('hex');
  return [
    ['u', user],
    ['t', createHash('md5').update(`${password}${salt}`).digest('hex')],
    ['s', salt],
  ];
}
