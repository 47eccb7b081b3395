import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkerSettings } from './worker-protocol.ts';

const CHILD_FILE = fileURLToPath(new URL('./embedding-child.ts', import.meta.url));

/**
 * In V8's default young generation of 16 MB, unused audio accumulates to 50 MB, because its buffers are outside the
 * heap and do not count.
 */
const WORKER_FLAGS = ['--max-semi-space-size=1'];

/** Makes the C library (glibc) return freed memory. Otherwise it retains about 50 MB of buffers of all sizes. */
const WORKER_ENVIRONMENT = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '131072',
};

/**
 * Has the C library ask for pages of 2 MB for large memory (Linux: transparent huge pages, if the system grants them).
 * Activations and filters then miss fewer translations of addresses: float32 takes a sixth less time.
 */
const HUGE_PAGES = 'glibc.malloc.hugetlb=1';

/**
 * Start the process of a worker. It inherits stderr; on a device it has a pipe, for what drivers print. Descriptor 4 is
 * `DECODER_CHANNEL`.
 */
export function forkWorker(settings: WorkerSettings): ChildProcess {
  const compileCache = getCompileCacheDir();
  return fork(CHILD_FILE, [JSON.stringify(settings)], {
    execArgv: WORKER_FLAGS,
    serialization: 'advanced',
    // Node itself adds the subfolder of its version.
    env: {
      ...process.env,
      ...WORKER_ENVIRONMENT,
      // What a person has set comes last, and counts.
      GLIBC_TUNABLES: [HUGE_PAGES, process.env['GLIBC_TUNABLES']].filter(Boolean).join(':'),
      ...(compileCache && { NODE_COMPILE_CACHE: dirname(compileCache) }),
    },
    stdio: ['ignore', 'ignore', settings.device === 'cpu' ? 'inherit' : 'pipe', 'ipc', 'pipe'],
    // In a separate process group, a Ctrl-C meant for us does not end it in the middle of a track.
    detached: process.platform !== 'win32',
  });
}
