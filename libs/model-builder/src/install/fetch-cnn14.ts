import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest } from '@soundalike/audio-core';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import type { ConvertOptions } from '../cnn14/convert-cnn14.ts';
import { convertedBytes } from '../cnn14/filter-file.ts';
import { isFileSystemError } from '../download/download-errors.ts';
import { downloadFile } from '../download/download-file.ts';
import { checkFile, inspectFile } from '../download/expected-file.ts';
import { checkDiskSpace } from './check-disk-space.ts';
import { installCnn14 } from './install-cnn14.ts';
import { installedCnn14 } from './installed-cnn14.ts';
import { findKeptCheckpoint, removeDownload } from './kept-checkpoint.ts';
import { lockModelFolder } from './lock-model-folder.ts';
import {
  MANUAL_DOWNLOAD,
  CHECKPOINT_FILE,
  PUBLISHED_CNN14,
  PUBLISHED_CNN14_ADDRESSES,
  weightSourceOf,
} from './weight-source.ts';
import type { WeightSource } from './weight-source.ts';

/** Options of `fetchCnn14`. */
export interface FetchOptions {
  /**
   * Addresses of the checkpoint, tried in turn: web or `file://` addresses, with or without `#sha256=DIGEST` at the
   * end, and paths of files. Without a digest, the length (a file as long as the published one must be that file) and
   * the content are checked. Default: the published weights.
   */
  readonly addresses?: readonly string[];
  /** Called with the address that is tried next, and why the one before failed. */
  readonly onSource?: (address: string, failure: string | null) => void;
  /** Default: the published model's. */
  readonly channels?: BlockChannels;
  readonly onProgress?: (receivedBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Download the weights, convert them and install the model into `modelDir/cnn14`. Does nothing if it is installed
 * already. Waits while another process installs it. The next run continues or converts what a stopped run has
 * downloaded.
 * @throws `DOWNLOAD_FAILED`, `CHECKSUM_MISMATCH`, `CHECKPOINT_INVALID`, `MODEL_WRITE_FAILED`, `CONFIG_INVALID`,
 * `ABORTED`
 */
export async function fetchCnn14(modelDir: string, options: FetchOptions = {}): Promise<ModelManifest> {
  const { addresses = PUBLISHED_CNN14_ADDRESSES, channels, onSource, signal } = options;
  const how = { ...(channels && { channels }), ...(signal && { signal }) };
  const sources = addresses.map(weightSourceOf);
  await using _lock = await lockModelFolder(modelDir, signal);
  const installed = await installedCnn14(modelDir);
  if (installed) return installed;
  const download = join(modelDir, CHECKPOINT_FILE);
  const kept = await findKeptCheckpoint(download, sources);
  if (kept) {
    onSource?.(download, null);
    return await installAndRemove(modelDir, download, kept.origin, kept.isDownloaded, how);
  }
  const failures: SoundalikeError[] = [];
  for (const source of sources) {
    onSource?.(source.name, failures.at(-1)?.message ?? null);
    try {
      if (source.isLocal) {
        await checkLocal(source);
        return await installAndRemove(modelDir, source.location, source.name, false, how);
      }
      await downloadSource(modelDir, download, source, options);
      return await installAndRemove(modelDir, download, source.name, true, how);
    } catch (error) {
      if (!isSoundalikeError(error) || !isSourceFailure(error, source)) throw error;
      failures.push(error);
    }
  }
  throw allFailed(failures);
}

async function downloadSource(
  modelDir: string,
  path: string,
  { location, expected }: WeightSource,
  { channels, onProgress, signal }: FetchOptions,
): Promise<void> {
  const model = convertedBytes(channels);
  const present = await stat(`${path}.part`).then(
    ({ size }) => size,
    () => 0,
  );
  await checkDiskSpace(modelDir, { download: Math.max(0, (expected?.bytes ?? 0) - present), model });
  await downloadFile({
    url: location,
    path,
    published: PUBLISHED_CNN14,
    onLength: (missing) => checkDiskSpace(modelDir, { download: missing, model }),
    ...(expected && { expected }),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
}

async function checkLocal({ location, name, expected }: WeightSource): Promise<void> {
  try {
    const { size } = await stat(location);
    const wanted = expected ?? (size === PUBLISHED_CNN14.bytes ? PUBLISHED_CNN14 : undefined);
    if (wanted) checkFile(await inspectFile(location), wanted, name);
  } catch (error) {
    if (isSoundalikeError(error)) throw error;
    throw new SoundalikeError('DOWNLOAD_FAILED', `${name} cannot be read: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

/** Install a checkpoint. A downloaded one is removed after the conversion, or if it is not a checkpoint of Cnn14. */
async function installAndRemove(
  modelDir: string,
  path: string,
  origin: string,
  isDownloaded: boolean,
  how: Omit<ConvertOptions, 'origin'>,
): Promise<ModelManifest> {
  try {
    const manifest = await installCnn14(modelDir, path, { origin, ...how });
    if (isDownloaded) await removeDownload(path);
    return manifest;
  } catch (error) {
    if (isDownloaded && isSoundalikeError(error, 'CHECKPOINT_INVALID')) await removeDownload(path);
    throw error;
  }
}

/**
 * Report whether another source may work: not if the disk or the configuration is the problem, or if the run was
 * stopped.
 */
function isSourceFailure(error: SoundalikeError, { isLocal }: WeightSource): boolean {
  return (
    ['DOWNLOAD_FAILED', 'CHECKSUM_MISMATCH', 'CHECKPOINT_INVALID'].includes(error.code) &&
    (isLocal || !isFileSystemError(error.cause))
  );
}

function allFailed(failures: readonly SoundalikeError[]): SoundalikeError {
  const [first] = failures;
  const code = first && failures.every((failure) => failure.code === first.code) ? first.code : 'DOWNLOAD_FAILED';
  const reasons = failures.map(({ message }) => message).join('; ');
  return new SoundalikeError(code, `${reasons}. ${MANUAL_DOWNLOAD}`, {
    cause: failures.length > 1 ? new AggregateError(failures) : first,
  });
}
