/** What a state means to a person: a title, and what happened and what to do. */
export interface Words {
  readonly title: string;
  readonly text: string;
  /** Whether asking again gives the same answer. */
  readonly isLasting?: true;
}

const NOT_RUNNING =
  'It has stopped, or this device cannot reach it. Start it with “npm run explore”; the page goes on by itself.';
const NO_STORE = 'The program is running, but the store of the library does not answer.';
const FILE: Words = {
  title: 'The audio file is missing',
  text: 'It was moved, deleted or cannot be read. The next run of the index notices moved files.',
};
const CLIP_UNUSABLE = 'Try another file, or a longer part with more music in it.';

/** Words for every code that can reach the page. */
const WORDS: Readonly<Record<string, Words>> = {
  OFFLINE: { title: 'soundalike does not answer', text: NOT_RUNNING },
  LOGIN_NEEDED: { title: 'This library is locked', text: 'Enter the token to open it.' },
  TOO_MANY_REQUESTS: { title: 'Too much at once', text: 'The server asks for a short break. Try again in a moment.' },
  QUEUE_FULL: { title: 'Too many clips at once', text: 'Others are being heard. Try again in a minute.' },
  TRACK_NOT_FOUND: {
    title: 'This song is not in the library',
    text: 'It may have been removed, or the address is wrong. Search for it by name, or start from another song.',
    isLasting: true,
  },
  NAME_NOT_FOUND: {
    title: 'Nothing here by that name',
    text: 'No song in the library has this name in its tags. The songs may have been removed or retagged.',
    isLasting: true,
  },
  MAP_CHANGED: { title: 'The map has changed', text: 'There is a newer one, which is being loaded.' },
  MAP_FAILED: {
    title: 'There is no map at the moment',
    text: 'It could not be computed; the log of the program has the reason. Try again.',
  },
  STORE_EMPTY: {
    title: 'Nothing is indexed yet',
    text: 'The library has no songs. Index some music with “npm start”, then look again.',
  },
  STORE_UNAVAILABLE: { title: 'The library does not answer', text: `${NO_STORE} Try again in a moment.` },
  STORE_CORRUPT: {
    title: 'The library is damaged',
    text: 'Its store cannot be read. “npm run -s doctor” says what is wrong and how to mend it.',
  },
  STORE_SCHEMA_NEWER: {
    title: 'The library was written by a newer soundalike',
    text: 'Update soundalike on the machine that serves this page, then start it again.',
  },
  SPACE_MISMATCH: {
    title: 'The library has been analysed by another model',
    text: 'This question belongs to the vectors of before. Ask it again.',
  },
  TRACK_INVALID: {
    title: 'The library has been analysed by another model',
    text: 'The clip was heard with the one before. Send it again.',
  },
  FILE_UNREADABLE: FILE,
  NOT_A_FILE: FILE,
  FILE_EMPTY: { title: 'The file is empty', text: 'There is nothing in it. Choose another file.' },
  NO_AUDIO: { title: 'That is not music', text: 'The file has no audio in it. Choose a file that plays sound.' },
  NO_AUDIO_STREAM: { title: 'There is no sound in it', text: 'It is a video without sound. Choose another file.' },
  DECODE_FAILED: {
    title: 'The audio cannot be read',
    text: `The file is damaged or in an unknown format. ${CLIP_UNUSABLE}`,
  },
  DECODE_TIMEOUT: { title: 'The audio takes too long to read', text: CLIP_UNUSABLE },
  TOO_SHORT: { title: 'That is too short', text: 'A few seconds of music are needed. Try a longer part.' },
  SILENT: {
    title: 'There is nothing to hear',
    text: 'The file or the recording is silent. Try again, louder or nearer.',
  },
  TOO_LARGE: {
    title: 'The file is too large',
    text: 'At most 25 MB and 15 minutes can be sent. Choose a shorter part of it.',
  },
  CLIP_NOT_SENT: {
    title: 'The clip was not sent',
    text: 'The connection ended. The file may be too large, or soundalike has stopped. Try a shorter part of it.',
  },
  UPLOADS_REFUSED: {
    title: 'This server takes no files',
    text:
      'It takes clips from the computer that runs it, or with a token that allows them, and only if it has the model ' +
      'that the library was analysed with.',
  },
  MODEL_MISSING: {
    title: 'Clips cannot be analysed here',
    text: 'The model of the library is not installed on this machine. “npm run -s model -- fetch” installs it.',
  },
  USAGE: {
    title: 'That question cannot be asked',
    text: 'Something in it is missing or too large. Change it, and ask again.',
  },
  PAGE_FAILED: {
    title: 'This page has a fault',
    text: 'It stopped because of a mistake in its program, not of yours. Load it again, or start over.',
  },
  PATH_UNKNOWN: { title: 'There is no such page', text: 'The address is wrong, or the page has moved.' },
};

const GENERAL: Words = {
  title: 'That did not work',
  text: 'Something unexpected happened; the log of the program has the details. Try again.',
};

/** Return the words for a code; for an unknown one, a general sentence. */
export function wordsOf(code: string): Words {
  return WORDS[code] ?? GENERAL;
}

/** Return the words for a code in one line. */
export function lineOf(code: string): string {
  const { title, text } = wordsOf(code);
  return `${title}. ${text}`;
}
