import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BidiConnection } from './bidi-connection.ts';

/** Settings of a Firefox that does nothing by itself. */
const PREFERENCES = {
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'remote.prefs.recommended': true,
};

/** A page in a headless Firefox. */
export interface FirefoxPage extends AsyncDisposable {
  /** Warnings and errors of the page, and requests to other hosts. */
  readonly complaints: readonly string[];
  /** Evaluate an expression in the page, which may be a promise of a text; it is waited for. */
  evaluate(expression: string): Promise<string>;
  /** Press keys one after another; special keys are those of WebDriver, `\uE007` for Enter. */
  press(keys: string): Promise<void>;
}

/**
 * Start Firefox with an empty profile, and open an address in it. Playwright cannot drive a Firefox of a distribution
 * with its own protocol, and its WebDriver BiDi needs commands that Firefox ESR does not have yet.
 */
export async function openInFirefox(executablePath: string, address: string): Promise<FirefoxPage> {
  await using resources = new AsyncDisposableStack();
  const profile = await mkdtemp(join(tmpdir(), 'firefox-'));
  resources.defer(() => rm(profile, { recursive: true, force: true, maxRetries: 10 }));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, 'user.js'), lines.join('\n'));

  const firefox = spawn(
    executablePath,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile } },
  );
  const exited = once(firefox, 'exit');
  resources.defer(async () => {
    firefox.kill();
    await exited;
  });

  const complaints: string[] = [];
  const { host } = new URL(address);
  const connection = resources.use(
    await BidiConnection.open(await listeningAddress(firefox.stderr), (method, params) => {
      if (method === 'log.entryAdded') {
        const { level, text } = params as { level: string; text: string };
        if (level === 'error' || level === 'warn') complaints.push(`${level}: ${text}`);
      } else if (method === 'network.beforeRequestSent') {
        const { request } = params as { request: { url: string } };
        if (new URL(request.url).host !== host) complaints.push(`request: ${request.url}`);
      }
    }),
  );
  await connection.send('session.subscribe', { events: ['log.entryAdded', 'network.beforeRequestSent'] });
  const { contexts } = (await connection.send('browsingContext.getTree', {})) as { contexts: { context: string }[] };
  const { context } = contexts[0]!;
  await connection.send('browsingContext.navigate', { context, url: address, wait: 'complete' });

  const running = resources.move();
  return {
    complaints,
    evaluate: async (expression) => {
      const parameters = { expression, target: { context }, awaitPromise: true };
      const { result, exceptionDetails } = (await connection.send('script.evaluate', parameters)) as {
        result?: { value: string };
        exceptionDetails?: { text: string };
      };
      if (!result) throw new Error(exceptionDetails?.text ?? 'no result');
      return result.value;
    },
    press: async (keys) => {
      const actions = Array.from(keys).flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await connection.send('input.performActions', { context, actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Return the address that Firefox writes when it listens. */
function listeningAddress(stderr: NodeJS.ReadableStream): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const written: string[] = [];
  const lines = createInterface({ input: stderr });
  lines.on('line', (line) => {
    written.push(line);
    const address = /WebDriver BiDi listening on (ws:\/\/\S+)/u.exec(line)?.[1];
    if (address !== undefined) resolve(address);
  });
  lines.on('close', () => reject(new Error(`Firefox did not start: ${written.join('\n')}`)));
  return promise;
}
