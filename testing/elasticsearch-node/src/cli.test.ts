import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import getPort from 'get-port';
import { expect, test } from 'vitest';
import { exchange } from './node/request.ts';
import { maven } from './providers/maven.ts';
import { docker } from './providers/docker.ts';

const PROGRAM = new URL('./cli.ts', import.meta.url).pathname;
const unavailable = (await docker.unavailable()) && (await maven.unavailable());

test.skipIf(unavailable)(
  'it prints what .env needs, the keys have the documented roles, and Ctrl-C leaves nothing behind',
  async () => {
    const port = await getPort({ host: '127.0.0.1' });
    const child = spawn(process.execPath, [PROGRAM, '--secure', '--heap', '512m', '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [printed] = (await once(child.stdout, 'data')) as [Buffer];
    const settings = parseEnv(String(printed));
    const caFile = settings['ELASTICSEARCH_CA']!;
    const [, url = '', username = '', password = ''] = /^# (\S+), user (\S+), password (\S+)$/mu.exec(String(printed))!;
    const endpoint = { url, superuser: { username, password }, authority: readFileSync(caFile, 'utf8') };

    const [, address] = settings['ELASTICSEARCH_CLOUD_ID']!.split(':');
    expect(Buffer.from(address!, 'base64').toString()).toContain(String(port));
    const { status, body } = await exchange(endpoint, 'GET', '/_security/api_key?active_only=true');
    expect(status).toBe(200);
    const { api_keys: keys } = JSON.parse(body) as { api_keys: { name: string; id: string }[] };
    expect(keys.map(({ name }) => name).sort()).toEqual(['soundalike-bot', 'soundalike-etl']);
    const printedIds = [...String(printed).matchAll(/ELASTICSEARCH_API_KEY=(\S+)/gu)].map(
      ([, encoded]) => Buffer.from(encoded!, 'base64').toString().split(':')[0],
    );
    expect(printedIds.sort()).toEqual(keys.map(({ id }) => id).sort());

    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(existsSync(caFile)).toBe(false);
    await expect(exchange(endpoint, 'GET', '/')).rejects.toThrow('ECONNREFUSED');
  },
);

test.skipIf(unavailable)('Ctrl-C during the start ends it with exit code 130', async () => {
  const child = spawn(process.execPath, [PROGRAM], { stdio: ['ignore', 'pipe', 'pipe'] });
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([130, null]);
});
