import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Return a path for a store of the running test; its folder is deleted when the test ends. */
export function temporaryFile(name = 'store.db'): string {
  const folder = mkdtempSync(join(tmpdir(), 'soundalike-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, name);
}
