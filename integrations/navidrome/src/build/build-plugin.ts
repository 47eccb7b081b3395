import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { compilePlugin } from './compile-plugin.ts';

/** The same in every build, so that the same sources give the same bytes: the earliest time that a zip can have. */
const MTIME = new Date(1980, 0, 1);

/**
 * Return the package that Navidrome loads: a zip of the manifest and the plugin.
 * @throws an error with the compiler's output if the plugin cannot be compiled
 */
export async function buildPlugin(): Promise<Uint8Array> {
  const manifest = await readFile(fileURLToPath(new URL('../../manifest.json', import.meta.url)));
  return zipSync({ 'manifest.json': manifest, 'plugin.wasm': await compilePlugin() }, { mtime: MTIME, level: 9 });
}
