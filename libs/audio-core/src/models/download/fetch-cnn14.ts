import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest } from '../model-spec.ts';
import { downloadFile } from './download-file.ts';
import type { ExpectedFile } from './download-file.ts';
import { installCnn14, installedCnn14 } from './install-cnn14.ts';
import { lockModelFolder } from './lock-model-folder.ts';
import { publicAddress } from './public-address.ts';

/** The published weights: Zenodo record 3987831, CC BY 4.0. The MD5 is the one that Zenodo gives for the file. */
export const OFFICIAL_CNN14: ExpectedFile & { readonly url: string } = {
  url: 'https://zenodo.org/record/3987831/files/Cnn14_mAP%3D0.431.pth?download=1',
  bytes: 327_428_481,
  md5: '541141fa2ee191a88f24a3219fff024e',
};

const CHECKPOINT_FILE = 'Cnn14_mAP=0.431.pth';

/** How the weights are fetched. */
export interface FetchOptions {
  /** Another address of the checkpoint. Its size and checksum are not known, so it is checked by what it holds. */
  readonly url?: string;
  readonly onProgress?: (receivedBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Downloads the weights, converts them and installs the model into `modelDir/cnn14`. Does nothing where it is installed already;
 * waits for another process that is at it.
 * @throws `DOWNLOAD_FAILED`, `CHECKSUM_MISMATCH`, `CHECKPOINT_INVALID`, `MODEL_WRITE_FAILED`, `ABORTED`
 */
export async function fetchCnn14(modelDir: string, options: FetchOptions = {}): Promise<ModelManifest> {
  const { url = OFFICIAL_CNN14.url, onProgress, signal } = options;
  await using _lock = await lockModelFolder(modelDir, signal);
  const installed = await installedCnn14(modelDir);
  if (installed) return installed;
  const path = join(modelDir, CHECKPOINT_FILE);
  await downloadFile({
    url,
    path,
    ...(url === OFFICIAL_CNN14.url && { expected: OFFICIAL_CNN14 }),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
  try {
    return await installCnn14(modelDir, path, { origin: publicAddress(url), ...(signal && { signal }) });
  } finally {
    await rm(path, { force: true });
  }
}
