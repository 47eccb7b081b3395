import { existsSync, readFileSync } from 'node:fs';
import { arch } from 'node:os';

/**
 * Whether this processor adds products of uint8 and int8 up in 32 bits. x64 without VNNI adds pairs in 16, which overflow. Where the system does
 * not say, the answer is no.
 */
export function isInt8Exact(): boolean {
  if (arch() !== 'x64') return true;
  return existsSync('/proc/cpuinfo') && /^flags\s*:.*\bavx(?:512)?_vnni\b/mu.test(readFileSync('/proc/cpuinfo', 'utf8'));
}
