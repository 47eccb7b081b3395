import { printable } from '@soundalike/command-line';

/** Tells why files were not used; on stderr, once nothing else is shown there. */
export function sayPassedOver(reasons: readonly string[]): void {
  for (const reason of reasons) process.stderr.write(`passed over: ${printable(reason)}\n`);
}
