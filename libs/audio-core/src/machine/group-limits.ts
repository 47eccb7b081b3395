import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A resource that control groups limit. */
export interface GroupResource {
  /** Name of its controller in version 1. */
  readonly controller: string;
  /** Return the limit of one group of version 1; `Infinity` if it has none. */
  readonly version1: (groupFolder: string) => number;
  /** Return the limit of one group of version 2; `Infinity` if it has none. */
  readonly version2: (groupFolder: string) => number;
}

/**
 * Return the smallest limit of a resource by the control groups of a process (versions 1 and 2), from its own group up
 * to the root. `Infinity` if there is none, or on a system without control groups.
 * @param processFolder folder of the files `cgroup` and `mountinfo` of the process
 */
export function smallestLimit(processFolder: string, resource: GroupResource): number {
  const groups = linesOf(join(processFolder, 'cgroup')).map(parseGroup);
  const limits = linesOf(join(processFolder, 'mountinfo')).flatMap((line) => {
    const mount = parseMount(line, resource);
    const group = mount && groups.find(({ controllers }) => controllers.includes(mount.controller));
    return mount && group ? foldersUpFrom(group.path, mount).map(mount.limitOf) : [];
  });
  return Math.min(Infinity, ...limits);
}

/** Return the lines of a file; none if it cannot be read, as at the root of version 2 and on other systems. */
export function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}

/** A mounted hierarchy of control groups that can limit a resource. */
interface Mount {
  /** The resource's in version 1, blank in version 2, as `/proc/self/cgroup` names them. */
  readonly controller: string;
  /** The control group that is mounted, which a container may see as its root. */
  readonly root: string;
  readonly folder: string;
  /** Return the limit of one group. */
  readonly limitOf: (groupFolder: string) => number;
}

/** A line of `/proc/self/cgroup`: `3:cpu,cpuacct:/docker/1f`, or `0::/docker/1f` for version 2. */
function parseGroup(line: string): { controllers: string[]; path: string } {
  const [, controllers = '', ...path] = line.split(':');
  return { controllers: controllers.split(','), path: path.join(':') };
}

/** A line of `/proc/self/mountinfo`: `31 23 0:28 ROOT FOLDER rw … - cgroup cgroup rw,cpu`. */
function parseMount(line: string, { controller, version1, version2 }: GroupResource): Mount | undefined {
  const [mount = '', source = ''] = line.split(' - ');
  const [, , , root = '/', folder = ''] = mount.split(' ');
  const [type, , options = ''] = source.split(' ');
  if (type === 'cgroup2') return { controller: '', root, folder, limitOf: version2 };
  if (type === 'cgroup' && options.split(',').includes(controller))
    return { controller, root, folder, limitOf: version1 };
  return undefined;
}

/** Return the folder of a group and those of the groups around it, as far as they are mounted. */
function foldersUpFrom(path: string, { root, folder }: Mount): string[] {
  const isBelow = root === '/' || path === root || path.startsWith(`${root}/`);
  const names = (isBelow ? path.slice(root.length) : '').split('/').filter((name) => name !== '');
  return Array.from({ length: names.length + 1 }, (_, up) => join(folder, ...names.slice(0, names.length - up)));
}
