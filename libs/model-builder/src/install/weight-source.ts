import { fileURLToPath } from 'node:url';
import { SoundalikeError } from '@soundalike/errors';
import type { ExpectedFile } from '../download/expected-file.ts';
import { publicAddress } from '../download/public-address.ts';
import { PUBLISHED_CNN14 } from './published-cnn14.ts';

const DIGEST = /^#sha256=([0-9a-f]{64})$/iu;

/** A place that the weights can be had from. */
export interface WeightSource {
  /** A web address, or the path of a local file. */
  readonly location: string;
  readonly isLocal: boolean;
  /** As it may be shown and kept. */
  readonly name: string;
  /** What the file has to be; undefined: whatever holds a Cnn14. */
  readonly expected?: ExpectedFile;
}

/**
 * Parse an address of the weights: `http(s)://…` or `file://…`, either with `#sha256=DIGEST` at its end, or the path of a file.
 * @throws `CONFIG_INVALID` when the end is no digest
 */
export function weightSourceOf(address: string): WeightSource {
  if (!/^(https?|file):/iu.test(address)) return { location: address, isLocal: true, name: address };
  const url = new URL(address);
  if (url.hash !== '' && !DIGEST.test(url.hash)) {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      `${publicAddress(url.href)}: expected #sha256= and 64 hexadecimal digits at the end of the address, or nothing, got something else`,
    );
  }
  const sha256 = DIGEST.exec(url.hash)?.[1]!.toLowerCase();
  const expected = sha256 === PUBLISHED_CNN14.sha256 ? PUBLISHED_CNN14 : sha256 && { sha256 };
  url.hash = '';
  const isLocal = url.protocol === 'file:';
  const location = isLocal ? fileURLToPath(url) : url.href;
  return { location, isLocal, name: isLocal ? location : publicAddress(location), ...(expected && { expected }) };
}
