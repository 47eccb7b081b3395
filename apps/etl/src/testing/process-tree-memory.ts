import { readdir, readFile } from 'node:fs/promises';

const PAGE_BYTES = 4096;

/** Memory of a process and all its descendants, in bytes: resident, shared pages counted once for each. Linux only. */
export async function processTreeMemory(root: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const belongs = (pid: number): boolean => pid === root || (pid > 1 && parents.has(pid) && belongs(parents.get(pid)!));
  let bytes = 0;
  for (const pid of pids.filter(belongs)) {
    const [, resident = '0'] = (await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')).split(' ');
    bytes += Number(resident) * PAGE_BYTES;
  }
  return bytes;
}
