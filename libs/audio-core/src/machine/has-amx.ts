import { readFileSync } from 'node:fs';

/** Names of the processor's features in Linux: tiles, and products of int8 matrices in them. */
const FEATURES = ['amx_tile', 'amx_int8'];

/**
 * Report whether the processor multiplies int8 matrices in tiles (Intel Advanced Matrix Extensions) and the system lets
 * programs do so. ONNX Runtime uses them on Linux only.
 * @param cpuInfo what the system says about the processors, as in `/proc/cpuinfo`
 */
export function hasAmx(cpuInfo = readCpuInfo()): boolean {
  const features = /^flags\s*:(.*)$/mu.exec(cpuInfo)?.[1]?.split(' ') ?? [];
  return FEATURES.every((feature) => features.includes(feature));
}

/** Return the text; blank on other systems. */
function readCpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}
