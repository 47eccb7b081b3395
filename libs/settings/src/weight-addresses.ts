import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** What separates two addresses: spaces or commas before the start of another. Those within a path are part of it. */
const SEPARATOR = /[\s,]+(?=[a-z][a-z\d+.-]*:\/\/|\.{0,2}\/|[a-z]:\\)/iu;

const SCHEME = /^[a-z][a-z\d+.-]+:/iu;

/**
 * `CNN14_URL`: addresses of the weights, separated by spaces or commas. Each is an http, https or file address, which
 * may end in
 * `#sha256=` and the digest of the file, or the path of a file.
 */
export const weightAddresses = z
  .string()
  .default('')
  .transform((value, context) => {
    const addresses = value
      .split(SEPARATOR)
      .map((address) => address.replace(/^[\s,]+|[\s,]+$/gu, ''))
      .filter((address) => address !== '');
    if (!addresses.every(isAddress)) {
      context.addIssue({
        code: 'custom',
        message:
          'must be http, https or file addresses, or paths that begin with / or ./, separated by spaces or commas; ' +
          'an address may end in #sha256= and the 64 digits of the digest',
      });
    }
    return addresses.map((address) => (SCHEME.test(address) ? address : resolve(address)));
  });

function isAddress(address: string): boolean {
  if (!SCHEME.test(address)) return true;
  if (!/^(https?|file):\/\//iu.test(address) || /\s/u.test(address) || !URL.canParse(address)) return false;
  const { hash, protocol } = new URL(address);
  if (protocol === 'file:' && !isFileAddress(address)) return false;
  return hash === '' || /^#sha256=[0-9a-f]{64}$/iu.test(hash);
}

/** False for one on another machine, or with an encoded slash. */
function isFileAddress(address: string): boolean {
  try {
    return fileURLToPath(address) !== '';
  } catch {
    return false;
  }
}
