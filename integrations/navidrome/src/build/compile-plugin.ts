import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOM = fileURLToPath(new URL('../..', import.meta.url));
const COMPILER = fileURLToPath(import.meta.resolve('assemblyscript/bin/asc.js'));

/**
 * What json-as is told: its plain code, because the faster one spoils some text, such as NUL before an emoji. Variables of
 * the caller's environment do not count, so that the same sources give the same bytes.
 */
const ENVIRONMENT = { JSON_MODE: 'naive' };

/**
 * Compile the plugin's AssemblyScript to WebAssembly, in a process of its own: that takes seconds of CPU.
 * @throws an error with the compiler's output
 */
export async function compilePlugin(): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'soundalike-navidrome-'));
  try {
    const output = join(folder, 'plugin.wasm');
    const options = ['--transform', 'json-as', '--use', 'abort=plugin/host/onAbort', '-O', '--outFile', output];
    await promisify(execFile)(process.execPath, [COMPILER, 'plugin/index.ts', ...options], {
      cwd: ROOM,
      env: ENVIRONMENT,
    });
    return await readFile(output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
