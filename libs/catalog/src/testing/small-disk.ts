import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system that is soon full. */
export interface SmallDisk extends Disposable {
  readonly path: string;
}

/**
 * Mount a small file system in memory, for tests of full disks.
 * @param kilobytes its size in KiB
 * @returns null where this user may not mount: root of Linux may, in most containers too
 */
export function smallDisk(kilobytes: number): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), 'small-disk-'));
  const options = `size=${kilobytes}k,mode=1777`;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'small-disk', path]).status !== 0) {
    rmdirSync(path);
    return null;
  }
  return {
    path,
    [Symbol.dispose]() {
      // Lazily: a process that is just ending may still have a file open.
      spawnSync('umount', ['-l', path]);
      rmdirSync(path);
    },
  };
}
