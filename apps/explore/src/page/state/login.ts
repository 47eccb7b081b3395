import { accepted } from '../shared/api.ts';
import { generation, loginNeeded } from './connection.ts';

/** Exchange the token for a cookie, and load everything again. @throws {Problem} `LOGIN_NEEDED` for a wrong token */
export async function logIn(token: string): Promise<void> {
  await accepted(
    fetch('/api/v1/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    }),
  );
  loginNeeded.value = false;
  generation.value++;
}
