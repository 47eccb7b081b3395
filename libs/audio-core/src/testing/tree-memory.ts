import { readdir, readFile } from 'node:fs/promises';

/**
 * Return the memory of a process and all its descendants in bytes: the sum of their proportional set sizes, so that a
 * shared page counts once.
 * Linux only; 0 elsewhere.
 */
export async function treeMemory(root: number): Promise<number> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/u.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const belongs = (pid: number): boolean => pid === root || (pid > 1 && parents.has(pid) && belongs(parents.get(pid)!));
  let bytes = 0;
  for (const pid of pids.filter(belongs)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    bytes += 1024 * Number(/^Pss:\s+(\d+) kB/mu.exec(rollup)?.[1] ?? 0);
  }
  return bytes;
}
