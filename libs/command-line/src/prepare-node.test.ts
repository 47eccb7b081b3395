import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { scripts: Record<string, string> };
const entries = globSync(['{apps,tools,testing}/*/src/{cli,*-cli}.js', '{apps,integrations}/*/src/cli/*.js'], {
  cwd: ROOT,
}).sort();

/** Makes Node look like an old one, before the program begins. */
const OLD_NODE = `data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '20.18.1' })`;

test('every program has an entry point that npm starts', () => {
  const started = Object.values(scripts).flatMap((command) => /^node (?:.* )?(\S+\.js)$/u.exec(command)?.[1] ?? []);
  expect(started.filter((file) => !file.startsWith('tools/ci/')).sort()).toEqual(
    entries.map((file) => file.replaceAll('\\', '/')),
  );
});

test.each(entries)('%s says on an old Node which one it needs, and how to start it', (file) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', OLD_NODE, file, '--once', 'a b'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(
    /^error: this needs Node 24\.\d+ or newer, but was started with Node 20\.18\.1\. npm uses .* npm run -s [a-z:]+ -- --once "a b"\n$/u,
  );
});

/** A real old Node, where the machine has one. */
const OLD = ['/usr/bin/node', '/usr/local/bin/node'].find(
  (file) => existsSync(file) && Number(spawnSync(file, ['-p', 'parseInt(process.versions.node)']).stdout) < 24,
);

test.skipIf(OLD === undefined)('a real old Node reads the entry point', () => {
  const { status, stderr } = spawnSync(OLD!, ['apps/etl/src/cli/recommend.js'], { cwd: ROOT, encoding: 'utf8' });
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/^error: this needs Node [^\n]*npm run -s recommend\n$/u),
  ]);
});
