import { mkdir, readdir } from 'node:fs/promises';
import { availableCores } from '@soundalike/audio-core';
import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import { createWorkDisplay } from '@soundalike/command-line';
import { demoPieces, writeDemoLibrary } from '@soundalike/demo-library';
import { openStore } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';
import { scanDataset } from '../scan/scan-dataset.ts';

/** Where the music should lie, and where it is known. */
type Places = Pick<Settings, 'datasetDir' | 'storePath' | 'elasticsearch'>;

/**
 * Sees to it that the dataset holds music: where it is empty, the demonstration library is written there. Where the store knows other
 * music that should be in the folder, more likely its disk is not mounted.
 * @param say told what is written, before it is
 * @throws `DATASET_MISSING`, `DATASET_WRITE_FAILED`, the store's errors, the signal's reason
 */
export async function provideDataset(places: Places, say: (text: string) => void, signal: AbortSignal): Promise<void> {
  const { datasetDir } = places;
  if (await holdsAudio(datasetDir)) return;
  if (await knowsOtherMusic(places)) {
    throw new SoundalikeError(
      'DATASET_MISSING',
      `${datasetDir}: expected the music that the store knows, got no audio; nothing was changed. Is its disk mounted?`,
    );
  }
  if (!(await hasRoomForDemo(datasetDir))) {
    throw new SoundalikeError(
      'DATASET_MISSING',
      `${datasetDir}: expected music (MP3, FLAC, Ogg, Opus, M4A, AAC, WAV), or an empty folder for the demonstration library, got other files; nothing was changed`,
    );
  }
  say(`No audio in ${datasetDir}: writing a demonstration library of ${demoPieces.length} generated pieces there.`);
  const display = createWorkDisplay('Composing', { name: 'pieces', perUnit: 1 });
  try {
    await mkdir(datasetDir, { recursive: true });
    await writeDemoLibrary(datasetDir, { signal, threads: availableCores(), onProgress: display.progress });
  } catch (error) {
    signal.throwIfAborted();
    throw new SoundalikeError(
      'DATASET_WRITE_FAILED',
      `${datasetDir}: expected to write the demonstration library, but ${reasonOf(error)}`,
      { cause: error },
    );
  } finally {
    display.stop();
  }
}

async function holdsAudio(folder: string): Promise<boolean> {
  try {
    for await (const item of scanDataset(folder)) if ('file' in item) return true;
  } catch (error) {
    const isAbsent = error instanceof Error && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
    if (!isAbsent) throw error;
  }
  return false;
}

/** Whether there is nothing in the folder, hidden files aside, but what an earlier start may have written of the demonstration library. */
async function hasRoomForDemo(folder: string): Promise<boolean> {
  const demo = new Set(demoPieces.map(({ path }) => path.split('/')[0]));
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new SoundalikeError(
      'DATASET_MISSING',
      `${folder}: expected a folder that can be read, got: ${reasonOf(error)}`,
      { cause: error },
    );
  });
  return names.every((name) => name.startsWith('.') || demo.has(name));
}

/** Whether the store knows a file that is no piece of the demonstration library. */
async function knowsOtherMusic(places: Places): Promise<boolean> {
  const demo = new Set(demoPieces.map(({ path }) => path));
  try {
    await using store = await openStore(places);
    for await (const { paths } of store.list()) if (paths.some(({ path }) => !demo.has(path))) return true;
  } catch (error) {
    if (!isSoundalikeError(error, 'STORE_EMPTY')) throw error;
  }
  return false;
}
