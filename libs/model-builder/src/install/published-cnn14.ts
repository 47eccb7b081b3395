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
