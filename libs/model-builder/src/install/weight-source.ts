import { fileURLToPath } from 'node:url';
import { SoundalikeError } from '@soundalike/errors';
import { publicAddress } from '../download/download-request.ts';
import type { ExpectedFile } from '../download/expected-file.ts';

/** The published weights: Zenodo record 3987831, CC BY 4.0. Zenodo publishes the MD5 of the file. */
export const PUBLISHED_CNN14: ExpectedFile & { readonly bytes: number } = {
  bytes: 327_428_481,
  md5: '541141fa2ee191a88f24a3219fff024e',
  sha256: '0dc499e40e9761ef5ea061ffc77697697f277f6a960894903df3ada000e34b31',
};

/** Addresses of the published weights and of a mirror, in the order in which they are tried. */
export const PUBLISHED_CNN14_ADDRESSES: readonly string[] = [
  'https://zenodo.org/records/3987831/files/Cnn14_mAP%3D0.431.pth?download=1',
  'https://huggingface.co/thelou1s/panns-inference/resolve/main/Cnn14_mAP%3D0.431.pth',
].map((address) => `${address}#sha256=${PUBLISHED_CNN14.sha256}`);

/** Name of the published file, and of the downloaded one in the model folder. */
export const CHECKPOINT_FILE = 'Cnn14_mAP=0.431.pth';

/** Advice for a person whose machine cannot download the weights. */
export const MANUAL_DOWNLOAD =
  `Download ${CHECKPOINT_FILE} in a browser (https://zenodo.org/records/3987831), ` +
  'then run: npm run model -- convert PATH.pth';

const DIGEST = /^#sha256=([0-9a-f]{64})$/iu;

/** An address or file from which the weights can be read. */
export interface WeightSource {
  /** A web address, or the path of a local file. */
  readonly location: string;
  readonly isLocal: boolean;
  /** Location that is safe to show and store. */
  readonly name: string;
  /** Size and digests of the file; undefined if any checkpoint of Cnn14 is accepted. */
  readonly expected?: ExpectedFile;
}

/**
 * Parse an address of the weights: `http(s)://…` or `file://…`, with or without `#sha256=DIGEST` at its end, or the
 * path of a file.
 * @throws `CONFIG_INVALID` if the fragment is not a digest
 */
export function weightSourceOf(address: string): WeightSource {
  if (!/^(https?|file):/iu.test(address)) return { location: address, isLocal: true, name: address };
  const url = new URL(address);
  if (url.hash !== '' && !DIGEST.test(url.hash)) {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      `${publicAddress(url.href)}: after # the address must have sha256= and 64 hexadecimal digits, or nothing`,
    );
  }
  const sha256 = DIGEST.exec(url.hash)?.[1]!.toLowerCase();
  const expected = sha256 === PUBLISHED_CNN14.sha256 ? PUBLISHED_CNN14 : sha256 && { sha256 };
  url.hash = '';
  const isLocal = url.protocol === 'file:';
  const location = isLocal ? fileURLToPath(url) : url.href;
  return { location, isLocal, name: isLocal ? location : publicAddress(location), ...(expected && { expected }) };
}

/** Return one line with the address of the weights that is tried next, and why the one before failed. */
export function describeSource(address: string, failure: string | null): string {
  return failure === null ? `Fetching Cnn14 from ${address}` : `${failure}. Trying ${address}`;
}
