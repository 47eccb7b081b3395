import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchDataset } from './watch-dataset.ts';

test('what cannot be watched is told, and the rest is watched', async () => {
  const root = await mkdtemp(join(tmpdir(), 'watch-'));
  await symlink('loop', join(root, 'loop'));
  const controller = new AbortController();
  const faults: unknown[] = [];
  const changes = watchDataset(root, controller.signal, (fault) => faults.push(fault));
  // That it is ready counts as a change.
  expect(await changes.next()).toMatchObject({ done: false });
  expect(faults).toMatchObject([{ code: 'ELOOP' }]);
  await writeFile(join(root, 'new.mp3'), 'music');
  expect(await changes.next()).toMatchObject({ done: false });
  controller.abort();
  expect(await changes.next()).toMatchObject({ done: true });
  await rm(root, { recursive: true, force: true });
});
