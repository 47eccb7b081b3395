import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A separate program, since tools do not import applications. */
const PROGRAM = fileURLToPath(new URL('../../../../apps/explore/src/cli/explore.ts', import.meta.url));

/** A running server of the page. */
export interface ExploreProcess extends AsyncDisposable {
  /** Ends with a slash. */
  readonly url: string;
}

/** Start the page's server for a store, and wait until it listens. */
export async function startExploreProcess(storePath: string): Promise<ExploreProcess> {
  const child = spawn(process.execPath, [PROGRAM, '--port', String(await freePort())], {
    env: { PATH: process.env['PATH'], STORE_PATH: storePath },
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/',
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [url] = (await Promise.race([
    once(lines, 'line'),
    exited.then(([code]) => {
      throw new Error(`the server ended with ${String(code)}`);
    }),
  ])) as [string];
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
