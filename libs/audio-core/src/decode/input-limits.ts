/** FFmpeg options of the input. A file may not name other files or hosts to read, as playlists do, nor be of a format nobody asked for. */
export const INPUT_OPTIONS = {
  protocol_whitelist: 'file,pipe',
  format_whitelist: 'mp3,flac,ogg,wav,w64,mov,aac',
} as const;

/** The same formats, for people. */
export const ACCEPTED_FORMATS = 'MP3, FLAC, Ogg, M4A, AAC or WAV audio';

/** The address of a local file: with the protocol named, no name can be taken for an option or another protocol. */
export function fileAddress(absolutePath: string): string {
  return `file:${absolutePath}`;
}
