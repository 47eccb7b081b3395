import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { installedCnn14 } from '@soundalike/model-builder';
import type { Check } from '@soundalike/es-store';
import type { Settings } from '@soundalike/settings';
import { checkSpace } from './check-space.ts';

const MEBIBYTE = 1024 ** 2;
/** The download of 327 MB, and the model of 850 MB that is created from it before it is deleted. */
const CNN14_BYTES = 1150 * MEBIBYTE;
/** Tracks of Cnn14 take some 12.7 kB each in the embedded store. */
const STORE_BYTES = 64 * MEBIBYTE;
/** Each start writes a test tone there, and SQLite sorts data there that does not fit into memory. */
const TEMPORARY_BYTES = MEBIBYTE;
/** Some dozens of stations of 200 tracks. */
const PLAYLIST_BYTES = MEBIBYTE;

/** Check the temporary folder. */
export function checkTemporaryFolder(): Promise<Check> {
  return checkSpace({
    name: 'temporary folder',
    folder: tmpdir(),
    variable: 'TMPDIR',
    neededBytes: TEMPORARY_BYTES,
    purpose: 'to try the decoder',
    isCreated: false,
    statusIfLacking: 'fault',
  });
}

/** Check the folder of the embedded store. */
export function checkStoreFolder({ storePath }: Pick<Settings, 'storePath'>): Promise<Check> {
  return checkSpace({
    name: 'store folder',
    folder: dirname(storePath),
    variable: 'STORE_PATH',
    neededBytes: STORE_BYTES,
    purpose: 'to index about 5,000 tracks',
    isCreated: true,
    statusIfLacking: 'fault',
  });
}

/** Check the folder of model weights, which is only written to download Cnn14. */
export async function checkModelFolder({
  modelDir,
  embeddingModel,
  embeddingPrecision,
}: Pick<Settings, 'modelDir' | 'embeddingModel' | 'embeddingPrecision'>): Promise<Check> {
  const name = 'model folder';
  if (embeddingModel === 'musicnn') {
    return { name, status: 'ok', finding: 'not needed: musicnn is in this repository', cure: null };
  }
  if ((await installedCnn14(modelDir, embeddingPrecision)) !== null) {
    return { name, status: 'ok', finding: `${modelDir} holds cnn14 (${embeddingPrecision})`, cure: null };
  }
  return checkSpace({
    name,
    folder: modelDir,
    variable: 'MODEL_DIR',
    neededBytes: CNN14_BYTES,
    purpose: 'to download cnn14, which is not installed',
    isCreated: true,
    // If no model is chosen, musicnn stands in.
    statusIfLacking: embeddingModel === null && embeddingPrecision === 'float32' ? 'warning' : 'fault',
  });
}

/** Check the folder of the playlists of saved stations. */
export function checkPlaylistFolder(playlistDir: string): Promise<Check> {
  return checkSpace({
    name: 'playlist folder',
    folder: playlistDir,
    variable: 'PLAYLIST_DIR',
    neededBytes: PLAYLIST_BYTES,
    purpose: 'for the playlists of saved stations',
    isCreated: true,
    statusIfLacking: 'fault',
  });
}
