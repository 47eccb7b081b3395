import { useState } from 'preact/hooks';
import { codeOf } from './shared/problem.ts';
import { lineOf } from './shared/words.ts';
import { logIn } from './state/login.ts';

/** Asks for the token of a library that is not open to everyone. */
export function Login() {
  const [token, setToken] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    try {
      await logIn(token.trim());
    } catch (error) {
      const code = codeOf(error);
      setRefusal(code === 'LOGIN_NEEDED' ? 'That is not the token. Check it, and try again.' : lineOf(code));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="empty">
      <h1>This library is locked</h1>
      <p class="lead">
        Enter its token. It is the value of <code>EXPLORE_TOKEN</code> on the computer that runs soundalike; this
        browser remembers that you were let in.
      </p>
      <form class="login" onSubmit={(event) => void submit(event)}>
        <label for="token">Token</label>
        <input
          id="token"
          type="password"
          autocomplete="current-password"
          required
          value={token}
          aria-describedby="token-refusal"
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <p id="token-refusal" class="refusal" role="alert">
          {refusal}
        </p>
        <button type="submit" class="button button-main" disabled={busy || token.trim() === ''}>
          Open the library
        </button>
      </form>
    </main>
  );
}
