import { extname } from 'node:path';

/** Media type of each file name extension, lower case, that is taken for audio. */
const AUDIO_TYPES: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.flac': 'audio/flac',
  '.ogg': 'audio/ogg',
  '.oga': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.m4a': 'audio/mp4',
  '.mp4': 'audio/mp4',
  '.aac': 'audio/aac',
  '.wav': 'audio/wav',
  '.aif': 'audio/aiff',
  '.aiff': 'audio/aiff',
  '.aifc': 'audio/aiff',
  '.wma': 'audio/x-ms-wma',
  '.wv': 'audio/x-wavpack',
  '.ape': 'audio/x-ape',
  '.mpc': 'audio/x-musepack',
  '.mka': 'audio/x-matroska',
  '.webm': 'audio/webm',
  '.dsf': 'audio/x-dsf',
  '.dff': 'audio/x-dff',
  '.tta': 'audio/x-tta',
  '.tak': 'audio/x-tak',
};

/** The formats that are indexed, for people. */
export const AUDIO_FORMATS =
  'MP3, FLAC, Ogg, Opus, M4A, MP4, AAC, WAV, AIFF, WMA, WavPack, APE, Musepack, MKA, WebM, DSD, TTA, TAK';

/** Return whether a file of this name is taken for audio, by its extension in any letter case. */
export function isAudioName(name: string): boolean {
  return Object.hasOwn(AUDIO_TYPES, extname(name).toLowerCase());
}

/** Return the media type of an audio file by its name; other files are bytes, which no browser shows as a page. */
export function audioMediaType(name: string): string {
  const extension = extname(name).toLowerCase();
  return Object.hasOwn(AUDIO_TYPES, extension) ? AUDIO_TYPES[extension]! : 'application/octet-stream';
}

/** Formats that hold audio, video, or both. Their sound is indexed: a music video is music. */
const VIDEO_EXTENSIONS: ReadonlySet<string> = new Set(['.mp4', '.mka', '.webm']);

/** Return whether a file of this audio name may be a video. */
export function mayBeVideo(name: string): boolean {
  return VIDEO_EXTENSIONS.has(extname(name).toLowerCase());
}
