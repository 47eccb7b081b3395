import { extname } from 'node:path';

/** File name extensions, lower case, that are taken for audio. */
const AUDIO_EXTENSIONS: ReadonlySet<string> = new Set([
  '.mp3',
  '.flac',
  '.ogg',
  '.oga',
  '.opus',
  '.m4a',
  '.mp4',
  '.aac',
  '.wav',
]);

/** Return whether a file of this name is taken for audio, by its extension in any letter case. */
export function isAudioName(name: string): boolean {
  return AUDIO_EXTENSIONS.has(extname(name).toLowerCase());
}

/** Return whether a file or folder of this name is left out of the library. */
export function isHiddenName(name: string): boolean {
  return name.startsWith('.');
}
