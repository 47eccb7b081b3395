import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchDataset } from './watch-dataset.ts';

test('a path that cannot be watched is reported, and the others are watched', async () => {
  const root = await mkdtemp(join(tmpdir(), 'watch-'));
  await symlink('loop', join(root, 'loop'));
  const controller = new AbortController();
  const errors: unknown[] = [];
  const changes = watchDataset(root, controller.signal, (error) => errors.push(error));
  // The first change means that watching has begun.
  expect(await changes.next()).toMatchObject({ done: false });
  expect(errors).toMatchObject([{ code: 'ELOOP' }]);
  await writeFile(join(root, 'new.mp3'), 'music');
  expect(await changes.next()).toMatchObject({ done: false });
  controller.abort();
  expect(await changes.next()).toMatchObject({ done: true });
  await rm(root, { recursive: true, force: true });
});
