import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { normaliseLock } from './normalise-lock.ts';

const manifest = { allowScripts: { node: true, 'onnxruntime-node': false } };

test('only packages that are allowed to run an install script keep `hasInstallScript`', () => {
  const lock = normaliseLock(
    {
      packages: {
        'node_modules/node': { version: '1', hasInstallScript: true },
        'node_modules/onnxruntime-node': { version: '1', hasInstallScript: true },
        'node_modules/a/node_modules/unlisted': { version: '1', hasInstallScript: true },
      },
    },
    manifest,
  );
  expect(lock.packages).toEqual({
    'node_modules/node': { version: '1', hasInstallScript: true },
    'node_modules/onnxruntime-node': { version: '1' },
    'node_modules/a/node_modules/unlisted': { version: '1' },
  });
});

test('installed packages lose `engines`, the project and its workspaces keep it', () => {
  const lock = normaliseLock(
    {
      packages: {
        '': { engines: { node: '>=20' } },
        'libs/catalog': { engines: { node: '>=20' } },
        'node_modules/a': { version: '1', engines: { node: '>=22' } },
        'libs/catalog/node_modules/a': { version: '2', engines: { node: '>=22' } },
      },
    },
    manifest,
  );
  expect(lock.packages).toEqual({
    '': { engines: { node: '>=20' } },
    'libs/catalog': { engines: { node: '>=20' } },
    'node_modules/a': { version: '1' },
    'libs/catalog/node_modules/a': { version: '2' },
  });
});

test('the lock file in the repository is normalised', () => {
  const script = fileURLToPath(new URL('lock-file.ts', import.meta.url));
  expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toContain('is normalised');
});
