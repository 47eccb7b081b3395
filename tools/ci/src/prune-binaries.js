// Runs after `npm ci`, for this repository or for the folder in the first argument: onnxruntime-node ships the binaries
// of all systems in one package, 220 MB of which this machine cannot load. In JavaScript, since any Node may run it.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.argv[2] ?? fileURLToPath(new URL('../../..', import.meta.url));
const binaries = join(root, 'node_modules/onnxruntime-node/bin/napi-v6');

for (const platform of existsSync(binaries) ? readdirSync(binaries) : []) {
  if (platform !== process.platform) remove(platform);
  else for (const arch of readdirSync(join(binaries, platform))) if (arch !== process.arch) remove(platform, arch);
}

/** @param {string[]} path */
function remove(...path) {
  rmSync(join(binaries, ...path), { recursive: true, force: true });
}
