/** The program that is the fake device: `node device-process.ts PIPES SPEED`; see `device-protocol.ts`. */
import { openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { REPLY, REQUEST_BYTES, REQUEST_PIPE, replyPipe } from './device-protocol.ts';

const [, , pipes = '', speed = ''] = process.argv;
const never = new Int32Array(new SharedArrayBuffer(4));
// Ends with the last process that can write to it.
const requests = openSync(join(pipes, REQUEST_PIPE), 'r');
const replies = new Map<number, number>();
const request = new Float64Array(REQUEST_BYTES / Float64Array.BYTES_PER_ELEMENT);
let freeAt = 0;
while (readSync(requests, request) === REQUEST_BYTES) {
  const [pid, seconds] = request as unknown as [number, number];
  // From when it was free, if it has not waited for work: sleeping too long once must not slow it down.
  freeAt = Math.max(freeAt, performance.now()) + (1000 * seconds) / Number(speed);
  Atomics.wait(never, 0, 0, Math.max(0, freeAt - performance.now()));
  const reply = replies.get(pid) ?? openSync(join(pipes, replyPipe(pid)), 'r+');
  replies.set(pid, reply);
  writeSync(reply, REPLY);
}
