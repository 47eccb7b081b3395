import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Return how many CPUs the process may use at once by its control groups (versions 1 and 2): the smallest quota from
 * its own group up to
 * the root, not always a whole number. `Infinity` if there is none, or on a system without control groups.
 * @param processFolder folder of the files `cgroup` and `mountinfo` of the process
 */
export function cgroupQuota(processFolder = '/proc/self'): number {
  const groups = linesOf(join(processFolder, 'cgroup')).map(parseGroup);
  const quotas = linesOf(join(processFolder, 'mountinfo')).flatMap((line) => {
    const mount = parseMount(line);
    const group = mount && groups.find(({ controllers }) => controllers.includes(mount.controller));
    return mount && group ? foldersUpFrom(group.path, mount).map(mount.quotaOf) : [];
  });
  return Math.min(Infinity, ...quotas);
}

/** A mounted hierarchy of control groups that can limit CPUs. */
interface Mount {
  /** `cpu`, or blank for version 2, as `/proc/self/cgroup` names them. */
  readonly controller: string;
  /** The control group that is mounted, which a container may see as its root. */
  readonly root: string;
  readonly folder: string;
  /** Return the quota of one group, in CPUs. */
  readonly quotaOf: (groupFolder: string) => number;
}

/** A line of `/proc/self/cgroup`: `3:cpu,cpuacct:/docker/1f`, or `0::/docker/1f` for version 2. */
function parseGroup(line: string): { controllers: string[]; path: string } {
  const [, controllers = '', ...path] = line.split(':');
  return { controllers: controllers.split(','), path: path.join(':') };
}

/** A line of `/proc/self/mountinfo`: `31 23 0:28 ROOT FOLDER rw … - cgroup cgroup rw,cpu`. */
function parseMount(line: string): Mount | undefined {
  const [mount = '', source = ''] = line.split(' - ');
  const [, , , root = '/', folder = ''] = mount.split(' ');
  const [type, , options = ''] = source.split(' ');
  if (type === 'cgroup2') return { controller: '', root, folder, quotaOf: quotaOfVersion2 };
  if (type === 'cgroup' && options.split(',').includes('cpu'))
    return { controller: 'cpu', root, folder, quotaOf: quotaOfVersion1 };
  return undefined;
}

/** Return the folder of a group and those of the groups around it, as far as they are mounted. */
function foldersUpFrom(path: string, { root, folder }: Mount): string[] {
  const isBelow = root === '/' || path === root || path.startsWith(`${root}/`);
  const names = (isBelow ? path.slice(root.length) : '').split('/').filter((name) => name !== '');
  return Array.from({ length: names.length + 1 }, (_, up) => join(folder, ...names.slice(0, names.length - up)));
}

/** `cpu.max`: `200000 100000`, or `max 100000` for no limit. */
function quotaOfVersion2(folder: string): number {
  const [quota, period] = (linesOf(join(folder, 'cpu.max'))[0] ?? 'max').split(' ');
  return ratioOf(Number(quota), Number(period));
}

/** Microseconds in two files; a quota of -1 is no limit. */
function quotaOfVersion1(folder: string): number {
  const [quota] = linesOf(join(folder, 'cpu.cfs_quota_us'));
  const [period] = linesOf(join(folder, 'cpu.cfs_period_us'));
  return ratioOf(Number(quota), Number(period));
}

function ratioOf(quota: number, period: number): number {
  return quota > 0 && period > 0 ? quota / period : Infinity;
}

/** Return the lines of a file; none if it cannot be read, as at the root of version 2 and on other systems. */
function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}
