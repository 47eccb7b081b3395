/**
 * The fake device of `bench feed`: a process that computes one request after the other, as a graphics
 * card does, and takes as long as its speed says. Workers reach it through named pipes, which they can wait for as they
 * wait for ONNX Runtime: without giving up their thread.
 */

/** Variable of the environment with the options of a worker's device, as JSON. */
export const DEVICE_VARIABLE = 'SOUNDALIKE_FAKE_DEVICE';

/** Options of the device, as a worker sees it. */
export interface FakeDeviceOptions {
  /** Folder of the named pipes; null if the device takes no time. */
  readonly pipes: string | null;
}

/** Name of the pipe that all workers write their requests to. */
export const REQUEST_PIPE = 'requests';

/** Bytes of a request: the worker's process id and the seconds of audio, as float64. Pipes keep them in one piece. */
export const REQUEST_BYTES = 2 * Float64Array.BYTES_PER_ELEMENT;

/** Return the name of the pipe through which a worker receives one byte for each request that is done. */
export function replyPipe(pid: number): string {
  return `replies-${pid}`;
}

/** A reply. */
export const REPLY = Uint8Array.of(1);
