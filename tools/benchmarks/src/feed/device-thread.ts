/** The thread that is the fake device; see `device-protocol.ts`. Its data is `DeviceThreadOptions`. */
import { openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { END_PID, REPLY, REQUEST_BYTES, REQUEST_PIPE, replyPipe } from './device-protocol.ts';

/** Options of the thread. */
export interface DeviceThreadOptions {
  /** Folder of the named pipes. */
  readonly pipes: string;
  /** Seconds of audio that it computes in one second. */
  readonly speed: number;
  /** Receives the milliseconds that it has been busy: one float64. */
  readonly busy: SharedArrayBuffer;
}

const { pipes, speed, busy } = workerData as DeviceThreadOptions;
const busyMs = new Float64Array(busy);
const never = new Int32Array(new SharedArrayBuffer(4));
// For reading and writing, so that it opens before a worker does, and does not end when one ends.
const requests = openSync(join(pipes, REQUEST_PIPE), 'r+');
const replies = new Map<number, number>();
const request = new Float64Array(REQUEST_BYTES / Float64Array.BYTES_PER_ELEMENT);
let freeAt = 0;
while (readSync(requests, request) === REQUEST_BYTES) {
  const [pid, seconds] = request as unknown as [number, number];
  if (pid === END_PID) break;
  const tookMs = (1000 * seconds) / speed;
  // From when it was free, if it has not waited for work: sleeping too long once must not slow it down.
  freeAt = Math.max(freeAt, performance.now()) + tookMs;
  Atomics.wait(never, 0, 0, Math.max(0, freeAt - performance.now()));
  busyMs[0]! += tookMs;
  const reply = replies.get(pid) ?? openSync(join(pipes, replyPipe(pid)), 'r+');
  replies.set(pid, reply);
  writeSync(reply, REPLY);
}
