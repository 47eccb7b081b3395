import { extname } from 'node:path';
const TYPES = {
  '.mp3': 'audio/mpeg',
  '.flac': 'audio/flac',
  '.ogg': 'audio/ogg',
  '.oga': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.m4a': 'audio/mp4',
  '.aac': 'audio/aac',
  '.wav': 'audio/wav',
};
/** The media type of an audio file by its name. Whatever is no audio is bytes, which no browser shows as a page. */
export function audioMediaType(path) {
  return TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
}
