import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runInGroup, writeGroupTree } from '../testing/control-groups.ts';
import type { GroupTree } from '../testing/control-groups.ts';
import { availableMemory } from './available-memory.ts';
import { cgroupMemory } from './cgroup-memory.ts';

const GIBIBYTE = 1024 ** 3;

let machine: string;
beforeEach(() => void (machine = mkdtempSync(join(tmpdir(), 'cgroups-'))));
afterEach(() => rmSync(machine, { recursive: true }));

const TREES: [string, GroupTree & { limit: number }][] = [
  [
    'version 2, the smallest along the path counts, and no other group',
    {
      cgroup: '0::/pods/pod1/main',
      mounts: ['/ fs/cgroup rw - cgroup2 cgroup2 rw'],
      files: {
        'fs/cgroup/pods/memory.max': 'max\n',
        'fs/cgroup/pods/pod1/memory.max': `${2 * GIBIBYTE}\n`,
        'fs/cgroup/pods/pod1/main/memory.max': `${4 * GIBIBYTE}\n`,
        'fs/cgroup/pods/pod2/memory.max': '1000\n',
      },
      limit: 2 * GIBIBYTE,
    },
  ],
  [
    'version 2, no limit',
    {
      cgroup: '0::/',
      mounts: ['/ fs/cgroup ro - cgroup2 cgroup rw'],
      files: { 'fs/cgroup/memory.max': 'max\n' },
      limit: Infinity,
    },
  ],
  [
    'version 1, a container whose group is mounted as the root',
    {
      cgroup: '4:memory:/docker/1f\n2:cpu:/other',
      mounts: ['/docker/1f fs/memory ro - cgroup cgroup rw,memory', '/ fs/cpu rw - cgroup cgroup rw,cpu'],
      files: { 'fs/memory/memory.limit_in_bytes': `${GIBIBYTE}\n` },
      limit: GIBIBYTE,
    },
  ],
  [
    'version 1, no limit is a number near 2^63',
    {
      cgroup: '4:memory:/job',
      mounts: ['/ fs/memory rw - cgroup cgroup rw,memory'],
      files: { 'fs/memory/job/memory.limit_in_bytes': '9223372036854771712\n' },
      limit: Infinity,
    },
  ],
];

test.each(TREES)('%s', (_, { limit, ...tree }) => {
  expect(cgroupMemory(writeGroupTree(machine, tree))).toBe(limit);
});

test('without control groups there is no limit', () => expect(cgroupMemory(join(machine, 'none'))).toBe(Infinity));

test('the memory of the machine counts if the limit is higher', () => {
  expect(availableMemory(Infinity, 8 * GIBIBYTE)).toBe(8 * GIBIBYTE);
  expect(availableMemory(GIBIBYTE, 8 * GIBIBYTE)).toBe(GIBIBYTE);
});

test('a process in a real control group finds its limit', (context) => {
  const script = `import { availableMemory } from '${fileURLToPath(new URL('available-memory.ts', import.meta.url))}';
    process.stdout.write(String(availableMemory(undefined, Infinity)));`;
  const limit = String(GIBIBYTE);
  const found = runInGroup(
    [
      ['/sys/fs/cgroup/memory', 'memory.limit_in_bytes', limit],
      ['/sys/fs/cgroup', 'memory.max', limit],
    ],
    script,
  );
  if (found === null) return context.skip('a control group with a limit of memory cannot be made here');
  expect(found).toBe(limit);
});
