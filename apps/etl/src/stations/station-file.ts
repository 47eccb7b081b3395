import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SoundalikeError, isSoundalikeError, reasonOf, systemCode } from '@soundalike/errors';
import { printable } from '@soundalike/command-line';
import { writeAtomically } from '../ask/write-atomically.ts';

/** Most bytes of a file that are read to know whether it is ours: more than the lines before the first track. */
const HEAD_BYTES = 4096;
const LONGEST_NAME = 100;

/** Stands for a file that is not ours. */
const FOREIGN = Symbol('foreign');

/** Return the comment line by which the file of a station is known. */
export function stationLine(name: string): string {
  return `SOUNDALIKE-STATION:${printable(name)}`;
}

/**
 * Return the name of a station as it is saved.
 * @throws `USAGE` if no file can have such a name
 */
export function stationName(text: string): string {
  const name = printable(text).normalize('NFC');
  if (name !== '' && Buffer.byteLength(name) <= LONGEST_NAME && !/[\\/:*?"<>|]/u.test(name) && !/^\.|\.$/u.test(name))
    return name;
  throw new SoundalikeError(
    'USAGE',
    `${JSON.stringify(text)} cannot be the name of a station: it becomes the name of a file, so it must have 1 to ` +
      `${LONGEST_NAME} bytes, no dot at either end, and none of \\ / : * ? " < > |`,
  );
}

/** Return the file of a station. */
export function stationFile(folder: string, name: string): string {
  return join(folder, `${name}.m3u8`);
}

/**
 * Write the playlist of a station, unless it is there already. A file that is not that of this station is left alone.
 * @throws `PLAYLIST_WRITE_FAILED`
 */
export async function writeStationFile(folder: string, name: string, text: string): Promise<void> {
  const file = stationFile(folder, name);
  const present = await readFileOf(file, name);
  if (present === FOREIGN) {
    throw new SoundalikeError(
      'PLAYLIST_WRITE_FAILED',
      `${file} is not a playlist of this station, so it was left as it is; move it away, or save the station by another name`,
    );
  }
  if (present === text) return;
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  await writeAtomically(file, text);
}

/** Remove the playlist of a station, if it is there and ours. @returns whether it was */
export async function removeStationFile(folder: string, name: string): Promise<boolean> {
  const file = stationFile(folder, name);
  const present = await readFileOf(file, name);
  if (present === null || present === FOREIGN) return false;
  try {
    await rm(file);
  } catch (error) {
    throw new SoundalikeError(
      'PLAYLIST_WRITE_FAILED',
      `${file} cannot be removed: ${reasonOf(error)}; remove it yourself`,
      {
        cause: error,
      },
    );
  }
  return true;
}

/** Return the text of a station's file; null if there is none, or `FOREIGN` if it lacks the station's line. */
async function readFileOf(file: string, name: string): Promise<string | typeof FOREIGN | null> {
  try {
    await using handle = await open(file, 'r');
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
    const lines = head.toString('utf8', 0, bytesRead).split(/\r?\n/u);
    if (!lines.includes(`#${stationLine(name)}`)) return FOREIGN;
    return await handle.readFile({ encoding: 'utf8' });
  } catch (error) {
    if (isSoundalikeError(error)) throw error;
    if (systemCode(error) === 'ENOENT') return null;
    throw new SoundalikeError(
      'PLAYLIST_WRITE_FAILED',
      `${file} cannot be read, so it was left as it is: ${reasonOf(error)}; check who may read and write it`,
      { cause: error },
    );
  }
}
