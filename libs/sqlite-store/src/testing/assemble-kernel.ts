import { readFileSync } from 'node:fs';
import wabt from 'wabt';

/** Assembles `dot-kernel.wat` as `npm run assemble` does. */
export async function assembleKernel(): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  const source = new URL('../neighbours/dot-kernel.wat', import.meta.url);
  return parseWat('dot-kernel.wat', readFileSync(source, 'utf8'), { simd: true }).toBinary({}).buffer;
}
