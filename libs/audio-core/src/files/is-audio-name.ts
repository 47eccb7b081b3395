import { extname } from 'node:path';

/** File name endings, lower case, that are taken for audio. */
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

/** Whether a file of this name is taken for audio, by its ending in any letter case. @param name with or without folders */
export function isAudioName(name: string): boolean {
  return AUDIO_EXTENSIONS.has(extname(name).toLowerCase());
}
