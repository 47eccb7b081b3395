import { readFile } from 'node:fs/promises';

const INTERVAL_MS = 250;

/** Of `/proc/PID/statm`, on every Linux this runs on. */
const PAGE_BYTES = 4096;

/**
 * Calls `exceeded` once when a process holds more memory of its own than `limitBytes`. Does nothing but on Linux.
 * @returns stops watching
 */
export function watchMemory(pid: number, limitBytes: number, exceeded: (bytes: number) => void): () => void {
  if (process.platform !== 'linux') return () => undefined;
  const check = async (): Promise<void> => {
    const bytes = await privateMemory(pid);
    if (bytes <= limitBytes) return;
    clearInterval(timer);
    exceeded(bytes);
  };
  const timer = setInterval(() => void check(), INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Bytes, resident and not shared; 0 when the process is gone. */
async function privateMemory(pid: number): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  const [, resident = 0, shared = 0] = statm.split(' ').map(Number);
  return (resident - shared) * PAGE_BYTES;
}
