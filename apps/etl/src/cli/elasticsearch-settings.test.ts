import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentedRoles } from '@soundalike/elasticsearch-node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCli } from '../testing/run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'elasticsearch-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (name: string, args: readonly string[], environment: Readonly<Record<string, string>>) =>
  startCli(name, args, environment, folder).ended;

test('npm start ends before the download of a model if there is no server', async () => {
  const unreachable = await run('start', [], { ELASTICSEARCH_URL: 'http://127.0.0.1:1', MODEL_DIR: folder });
  expect(unreachable).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^error STORE_UNAVAILABLE: .*127\.0\.0\.1:1.*ECONNREFUSED.*\n$/u),
  });
});

test.each(['start', 'recommend', 'etl'])('%s ends at once with 2 if no host has the name', async (name) => {
  const args = name === 'etl' ? ['--once'] : [];
  const environment = { ELASTICSEARCH_URL: 'http://no-such-host.invalid:9200', EMBEDDING_MODEL: 'musicnn' };
  expect(await run(name, args, environment)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^error CONFIG_INVALID: ELASTICSEARCH_URL: no host has the name.*\n$/u),
  });
});

test('a redirect is one line of each program, and no stack', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(302, { location: 'https://login.example/?token=canary', connection: 'close' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const environment = { ELASTICSEARCH_URL: url, EMBEDDING_MODEL: 'musicnn' };
    expect(await run('etl', ['--once'], environment)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error CONFIG_INVALID: ELASTICSEARCH_URL: .*https:\/\/login\.example;.*\n$/u),
    });
    const doctor = await run('doctor', [], environment);
    expect(doctor).toMatchObject({ code: 1, stderr: '' });
    expect(doctor.stdout).toMatch(/^FAULT {3}connection: ELASTICSEARCH_URL: (?!.*canary)/mu);
  } finally {
    server.close();
  }
});

test('the doctor prints the documented roles, for the alias of .env and without a key', async () => {
  writeFileSync(join(folder, '.env'), 'ELASTICSEARCH_ALIAS=jazz\nELASTICSEARCH_CLOUD_ID=not-there-yet\n');
  for (const holder of ['etl', 'bot'] as const) {
    const { code, stdout } = await run('doctor', ['--role', holder], {});
    expect(code).toBe(0);
    expect(JSON.parse(stdout.replaceAll('jazz', 'tracks'))).toEqual(documentedRoles(holder));
  }
});
