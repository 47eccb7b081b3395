import { readFileSync } from 'node:fs';

const INTERVAL_MS = 250;

/** Unit of `/proc/PID/statm` on the supported architectures of Linux. */
const PAGE_BYTES = 4096;

/**
 * Call `exceeded` once if a process uses more memory than `limitBytes`, shared memory not counted. Linux only.
 * @returns a function that stops watching
 */
export function watchMemory(pid: number, limitBytes: number, exceeded: (bytes: number) => void): () => void {
  if (process.platform !== 'linux') return () => undefined;
  const check = (): void => {
    const bytes = privateMemory(pid);
    if (bytes <= limitBytes) return;
    clearInterval(timer);
    exceeded(bytes);
  };
  const timer = setInterval(check, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Return the bytes that are resident and not shared; 0 if the process has ended. */
function privateMemory(pid: number): number {
  try {
    // The kernel answers at once; four threads' turns for it would cost twenty times as much.
    const statm = readFileSync(`/proc/${pid}/statm`, 'utf8');
    const [, resident = 0, shared = 0] = statm.split(' ').map(Number);
    return (resident - shared) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
