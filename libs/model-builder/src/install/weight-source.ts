import { fileURLToPath } from 'node:url';
import { SoundalikeError } from '@soundalike/errors';
import { publicAddress } from '../download/download-request.ts';
import type { ExpectedFile } from '../download/expected-file.ts';

/** The published weights: Zenodo record 3987831, CC BY 4.0. The MD5 is the one that Zenodo gives for the file. */
export const PUBLISHED_CNN14: ExpectedFile & { readonly bytes: number } = {
  bytes: 327_428_481,
  md5: '541141fa2ee191a88f24a3219fff024e',
  sha256: '0dc499e40e9761ef5ea061ffc77697697f277f6a960894903df3ada000e34b31',
};

/** Where they are published, and a mirror; tried in this order. */
export const PUBLISHED_CNN14_ADDRESSES: readonly string[] = [
  'https://zenodo.org/records/3987831/files/Cnn14_mAP%3D0.431.pth?download=1',
  'https://huggingface.co/thelou1s/panns-inference/resolve/main/Cnn14_mAP%3D0.431.pth',
].map((address) => `${address}#sha256=${PUBLISHED_CNN14.sha256}`);

/** Name of the published file, and of the downloaded one in the model folder. */
export const CHECKPOINT_FILE = 'Cnn14_mAP=0.431.pth';

/** For a person whose machine cannot download them. */
export const BY_HAND =
  `Download ${CHECKPOINT_FILE} in a browser (https://zenodo.org/records/3987831), ` +
  'then run: npm run model -- convert PATH.pth';

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

/** One line that says which address of the weights is tried, and why the one before was not good. */
export function sourceNote(address: string, failure: string | null): string {
  return failure === null ? `Fetching Cnn14 from ${address}` : `${failure}. Trying ${address}`;
}
