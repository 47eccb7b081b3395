import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';
import { expect, test } from 'vitest';

const COMMAND = fileURLToPath(new URL('./explore.ts', import.meta.url));

test('prints its address on stdout, answers there, and stops cleanly on Ctrl-C', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'explore-cli-'));
  const port = await getPort({ host: '127.0.0.1' });
  const environment = { ...process.env, DATASET_DIR: folder, STORE_PATH: join(folder, 'none.db') };
  const command = spawn(process.execPath, [COMMAND, '--port', String(port)], {
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(command, 'exit');
  const [output] = (await once(command.stdout, 'data')) as [Buffer];
  expect(output.toString()).toBe(`http://127.0.0.1:${port}/\n`);
  expect((await fetch(output.toString().trim())).status).toBe(200);
  command.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  await rm(folder, { recursive: true });
});
