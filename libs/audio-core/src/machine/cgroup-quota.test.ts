import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runInGroup, writeGroupTree } from '../testing/control-groups.ts';
import type { GroupTree } from '../testing/control-groups.ts';
import { availableCores } from './available-cores.ts';
import { cgroupQuota } from './cgroup-quota.ts';

let machine: string;
beforeEach(() => void (machine = mkdtempSync(join(tmpdir(), 'cgroups-'))));
afterEach(() => rmSync(machine, { recursive: true }));

const TREES: [string, GroupTree & { quota: number }][] = [
  [
    'version 2, the own group',
    {
      cgroup: '0::/job',
      mounts: ['/ fs/cgroup rw - cgroup2 cgroup2 rw'],
      files: { 'fs/cgroup/job/cpu.max': '150000 100000\n' },
      quota: 1.5,
    },
  ],
  [
    'version 2, no limit',
    {
      cgroup: '0::/job',
      mounts: ['/ fs/cgroup rw - cgroup2 cgroup2 rw'],
      files: { 'fs/cgroup/job/cpu.max': 'max 100000\n' },
      quota: Infinity,
    },
  ],
  [
    'version 2, a container that sees itself as the root',
    {
      cgroup: '0::/',
      mounts: ['/ fs/cgroup ro,nosuid shared:9 - cgroup2 cgroup rw'],
      files: { 'fs/cgroup/cpu.max': '200000 100000\n' },
      quota: 2,
    },
  ],
  [
    'version 2, the smallest along the path counts, and no other group',
    {
      cgroup: '0::/pods/pod1/main',
      mounts: ['/ fs/cgroup rw - cgroup2 cgroup2 rw'],
      files: {
        'fs/cgroup/pods/cpu.max': '800000 100000\n',
        'fs/cgroup/pods/pod1/cpu.max': '300000 100000\n',
        'fs/cgroup/pods/pod1/main/cpu.max': '400000 100000\n',
        'fs/cgroup/pods/pod2/cpu.max': '100000 100000\n',
      },
      quota: 3,
    },
  ],
  [
    'version 1, nested',
    {
      cgroup: '3:memory:/other\n2:cpu,cpuacct:/outer/inner\n0::/',
      mounts: ['/ fs/memory rw - cgroup cgroup rw,memory', '/ fs/cpu rw - cgroup cgroup rw,cpu,cpuacct'],
      files: {
        'fs/cpu/cpu.cfs_quota_us': '-1\n',
        'fs/cpu/cpu.cfs_period_us': '100000\n',
        'fs/cpu/outer/cpu.cfs_quota_us': '100000\n',
        'fs/cpu/outer/cpu.cfs_period_us': '50000\n',
        'fs/cpu/outer/inner/cpu.cfs_quota_us': '400000\n',
        'fs/cpu/outer/inner/cpu.cfs_period_us': '100000\n',
      },
      quota: 2,
    },
  ],
  [
    'version 1, a container whose group is mounted as the root',
    {
      cgroup: '2:cpu,cpuacct:/docker/1f/job',
      mounts: ['/docker/1f fs/cpu ro - cgroup cgroup rw,cpu,cpuacct'],
      files: { 'fs/cpu/job/cpu.cfs_quota_us': '50000\n', 'fs/cpu/job/cpu.cfs_period_us': '100000\n' },
      quota: 0.5,
    },
  ],
  [
    'both versions at once',
    {
      cgroup: '1:cpu:/job\n0::/job',
      mounts: ['/ fs/cpu rw - cgroup cgroup rw,cpu', '/ fs/unified rw - cgroup2 cgroup2 rw'],
      files: {
        'fs/cpu/job/cpu.cfs_quota_us': '100000\n',
        'fs/cpu/job/cpu.cfs_period_us': '100000\n',
        'fs/unified/job/cgroup.procs': '',
      },
      quota: 1,
    },
  ],
];

test.each(TREES)('%s', (_, { quota, ...tree }) => {
  expect(cgroupQuota(writeGroupTree(machine, tree))).toBe(quota);
});

test('without control groups there is no quota', () => expect(cgroupQuota(join(machine, 'none'))).toBe(Infinity));

test.each([
  [Infinity, 64, 64],
  [2, 64, 2],
  [2.9, 64, 2],
  [0.5, 64, 1],
  [8, 4, 4],
])('a quota of %s CPUs on %s cores gives %s threads', (quota, cores, threads) =>
  expect(availableCores(quota, cores)).toBe(threads),
);

test('a real control group with a quota of one CPU gives one thread', (context) => {
  const script = `import { availableCores } from '${fileURLToPath(new URL('available-cores.ts', import.meta.url))}';
    process.stdout.write(String(availableCores(undefined, 64)));`;
  const found = runInGroup(
    [
      ['/sys/fs/cgroup/cpu', 'cpu.cfs_quota_us', '100000'],
      ['/sys/fs/cgroup', 'cpu.max', '100000 100000'],
    ],
    script,
  );
  if (found === null) return context.skip('a control group with a CPU quota cannot be made here');
  expect(found).toBe('1');
});
