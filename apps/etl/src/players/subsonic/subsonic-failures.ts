import { SoundalikeError } from '@soundalike/errors';
import type { LoginWay } from './login.ts';

/** Cause of the error that a server does not know tokens. */
export const TOKEN_REFUSED = Symbol('token refused');

/** Error codes of the protocol. */
const MISSING_PARAMETER = 10;
const WRONG_PASSWORD = 40;
const NO_TOKENS = [41, 42];
const WRONG_API_KEY = 44;
const NOT_ALLOWED = 50;

const LONGEST_MESSAGE = 200;

/** Return the error of an answer that failed, which servers send with the HTTP status 200. */
export function failureOf(
  address: string,
  way: LoginWay,
  { code, message }: { readonly code: number; readonly message: string } = { code: 0, message: '' },
): SoundalikeError {
  const said = `(error ${code}: ${message.slice(0, LONGEST_MESSAGE) || 'without a reason'})`;
  const variables = way === 'apiKey' ? 'SUBSONIC_API_KEY' : 'SUBSONIC_USER and SUBSONIC_PASSWORD';
  // A server without tokens misses the password.
  if (NO_TOKENS.includes(code) || (code === MISSING_PARAMETER && way === 'token'))
    return new SoundalikeError('CONFIG_INVALID', `${address} refuses this way to log in ${said}; check ${variables}`, {
      cause: TOKEN_REFUSED,
    });
  if (code === WRONG_PASSWORD || code === WRONG_API_KEY)
    return new SoundalikeError('CONFIG_INVALID', `${address} refuses the login ${said}; check ${variables}`);
  if (code === NOT_ALLOWED)
    return new SoundalikeError('PLAYER_REFUSED', `${address}: this user may not do that ${said}; choose another user`);
  return new SoundalikeError('PLAYER_REFUSED', `${address} refused the request ${said}; its log may say more`);
}

/** Return the error of an answer that is not one of a Subsonic server. */
export function httpFailure(
  address: string,
  { status, headers }: { readonly status: number; readonly headers: { get(name: string): string | null } },
): SoundalikeError {
  if (status >= 300 && status < 400) {
    const to = headers.get('location') ?? '';
    const where = URL.canParse(to, address) ? new URL(to, address).origin : 'another address';
    return new SoundalikeError('USAGE', `${address} redirects to ${where}; give the address that it leads to`);
  }
  if (status === 401 || status === 403 || status === 407)
    return new SoundalikeError(
      'PLAYER_REFUSED',
      `${address} refuses access (status ${status}), as a proxy with a login of its own does; let /rest through it`,
    );
  if (status === 429 || status >= 500)
    return new SoundalikeError('PLAYER_UNAVAILABLE', `${address} answered with status ${status}; try again later`);
  return new SoundalikeError(
    'USAGE',
    `${address} is not a Subsonic server (status ${status}); check the address, also the path after the host`,
  );
}
