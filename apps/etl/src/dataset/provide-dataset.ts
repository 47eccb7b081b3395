import { mkdir, readdir } from 'node:fs/promises';
import { availableCores } from '@soundalike/audio-core';
import { SoundalikeError, isSoundalikeError, reasonOf, systemCode } from '@soundalike/errors';
import { createWorkDisplay } from '@soundalike/command-line';
import { AUDIO_FORMATS, isJunkName } from '@soundalike/dataset';
import { demoPieces, writeDemoLibrary } from '@soundalike/demo-library';
import { openStore } from '@soundalike/store-opener';
import type { StoreSettings } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';
import { scanDataset } from '../scan/scan-dataset.ts';

/** The settings of the folder of music and the store. */
type DatasetSettings = StoreSettings & Pick<Settings, 'datasetDir' | 'datasetExclude'>;

/**
 * Ensure that the dataset holds music: write the demonstration library into an empty folder. If the store knows other
 * music that should
 * be in the folder, nothing is written: probably its disk is not mounted.
 * @param announce receives a line before anything is written
 * @throws `DATASET_MISSING`, `DATASET_WRITE_FAILED`, the store's errors, the signal's reason
 */
export async function provideDataset(
  settings: DatasetSettings,
  announce: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { datasetDir, datasetExclude } = settings;
  if (await holdsAudio(datasetDir, datasetExclude)) return;
  if (await knowsOtherMusic(settings)) {
    throw new SoundalikeError(
      'DATASET_MISSING',
      `${datasetDir} has no audio, but the store knows music from there; nothing was changed. ` +
        'Check that its disk is mounted',
    );
  }
  if (!(await hasRoomForDemo(datasetDir))) {
    throw new SoundalikeError(
      'DATASET_MISSING',
      `${datasetDir} has files, but no music (${AUDIO_FORMATS}) that is not left out; nothing was changed. ` +
        'Set DATASET_DIR to a folder of music, or to an empty one for the demonstration library',
    );
  }
  announce(
    `No audio in ${datasetDir}: writing a demonstration library of ${demoPieces.length} generated pieces there.`,
  );
  const display = createWorkDisplay('Composing', { name: 'pieces', perUnit: 1 });
  try {
    await mkdir(datasetDir, { recursive: true });
    await writeDemoLibrary(datasetDir, { signal, threads: availableCores(), onProgress: display.progress });
  } catch (error) {
    signal.throwIfAborted();
    throw new SoundalikeError(
      'DATASET_WRITE_FAILED',
      `the demonstration library cannot be written to ${datasetDir}: ${reasonOf(error)}`,
      { cause: error },
    );
  } finally {
    display.stop();
  }
}

async function holdsAudio(folder: string, exclude: readonly string[]): Promise<boolean> {
  try {
    for await (const item of scanDataset(folder, { exclude })) if ('file' in item) return true;
  } catch (error) {
    if (!(error instanceof Error && systemCode(error.cause) === 'ENOENT')) throw error;
  }
  return false;
}

/**
 * Return whether a folder holds only hidden files and parts of the demonstration library, which an earlier start may
 * have written.
 */
async function hasRoomForDemo(folder: string): Promise<boolean> {
  const demo = new Set(demoPieces.map(({ path }) => path.split('/')[0]));
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw new SoundalikeError(
      'DATASET_MISSING',
      `${folder} cannot be read: ${reasonOf(error)}; set DATASET_DIR to a folder of music`,
      { cause: error },
    );
  });
  return names.every((name) => name.startsWith('.') || isJunkName(name) || demo.has(name));
}

/** Return whether the store knows a file that is not part of the demonstration library. */
async function knowsOtherMusic(settings: StoreSettings): Promise<boolean> {
  const demo = new Set(demoPieces.map(({ path }) => path));
  try {
    await using store = await openStore(settings);
    for await (const { paths } of store.list()) if (paths.some(({ path }) => !demo.has(path))) return true;
  } catch (error) {
    if (!isSoundalikeError(error, 'STORE_EMPTY')) throw error;
  }
  return false;
}
