import { execFileSync } from 'node:child_process';
import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A machine's control groups, and what a process sees of them. */
export interface GroupTree {
  /** Content of the files below the machine's folder, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Content of `/proc/self/cgroup`. */
  readonly cgroup: string;
  /** Lines of `/proc/self/mountinfo` from the mounted group on; the folder is below the machine's. */
  readonly mounts: readonly string[];
}

/** Write a tree below a folder. @returns the folder of the process */
export function writeGroupTree(machine: string, { files, cgroup, mounts }: GroupTree): string {
  const mountinfo = mounts.map((mount, id) => `${id} 0 0:1 ${mount.replace(' ', ` ${machine}/`)}\n`).join('');
  const all = { 'proc/cgroup': cgroup, 'proc/mountinfo': mountinfo, ...files };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(machine, path)), { recursive: true });
    writeFileSync(join(machine, path), content);
  }
  return join(machine, 'proc');
}

/**
 * Run a script in a group that is in a control group with a limit.
 * @param ways parent of the group, and name and content of the file with the limit, for each version
 * @returns the output; null if the system does not let this process make such a group
 */
export function runInGroup(
  ways: readonly (readonly [parent: string, file: string, limit: string])[],
  script: string,
): string | null {
  const group = makeGroup(ways);
  if (group === null) return null;
  const inner = join(group, 'inner');
  try {
    const enter = 'echo $$ > "$0/cgroup.procs" && exec "$1" --input-type=module-typescript --eval "$2"';
    return execFileSync('sh', ['-c', enter, inner, process.execPath, script], { encoding: 'utf8' });
  } finally {
    rmdirSync(inner);
    rmdirSync(group);
  }
}

function makeGroup(ways: Parameters<typeof runInGroup>[0]): string | null {
  for (const [parent, file, limit] of ways) {
    const group = join(parent, `soundalike-test-${process.pid}`);
    try {
      mkdirSync(group);
    } catch {
      continue;
    }
    try {
      writeFileSync(join(group, file), limit, { flag: 'r+' });
      mkdirSync(join(group, 'inner'));
      return group;
    } catch {
      rmdirSync(group);
    }
  }
  return null;
}
