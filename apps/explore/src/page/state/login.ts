import { signal } from '@preact/signals';
import { accepted } from '../shared/api.ts';
import { generation, loginNeeded } from '../shared/connection.ts';
import { readStored, writeStored } from './stored.ts';

const KEY = 'logged-in';
const SESSION = '/api/v1/session';

/** Whether this browser was let in with a token; the cookie itself is not readable here. */
export const loggedIn = signal(readStored(KEY, (stored) => stored === true));

/** Exchange the token for a cookie, and load everything again. @throws {Problem} `LOGIN_NEEDED` for a wrong token */
export async function logIn(token: string): Promise<void> {
  await accepted(
    fetch(SESSION, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    }),
  );
  remember(true);
  loginNeeded.value = false;
  generation.value++;
}

/** End the session of this browser. @throws {Problem} */
export async function logOut(): Promise<void> {
  await accepted(fetch(SESSION, { method: 'DELETE' }));
  remember(false);
  loginNeeded.value = true;
}

function remember(isIn: boolean): void {
  loggedIn.value = isIn;
  writeStored(KEY, isIn);
}
