import { isMainThread } from 'node:worker_threads';

/**
 * Turn off the telemetry of ONNX Runtime, which it reads from the environment when its library is loaded.
 *
 * Microsoft's builds identify the machine in a file under the home folder and send usage reports. A worker thread has a
 * copy of the environment that native code does not see, so loading is refused there unless the process has the
 * variable.
 */
if (!isMainThread && process.env['ORT_DISABLE_TELEMETRY'] !== '1') {
  throw new Error('ONNX Runtime must be loaded in the main thread, or with ORT_DISABLE_TELEMETRY=1 in the environment');
}
process.env['ORT_DISABLE_TELEMETRY'] = '1';
