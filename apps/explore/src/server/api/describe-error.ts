import type { ErrorCode, SoundalikeError } from '@soundalike/errors';
import type { ProblemStatus } from '../http/problem.ts';

/** What a client gets to know about an error. */
export interface ErrorDescription {
  readonly status: ProblemStatus;
  readonly title: string;
  readonly detail: string;
}

const NOT_FOUND: Omit<ErrorDescription, 'detail'> = { status: 404, title: 'Not found' };
const UNSUITABLE: Omit<ErrorDescription, 'detail'> = { status: 422, title: 'This file cannot be compared' };
const NO_UPLOADS: Omit<ErrorDescription, 'detail'> = { status: 503, title: 'Clips cannot be heard now' };
const NO_LIBRARY: Omit<ErrorDescription, 'detail'> = { status: 503, title: 'The library cannot be read now' };

/** Errors with words of their own: the message of an error is for the operator, and can have paths. */
const DESCRIPTIONS: Partial<Record<ErrorCode, ErrorDescription>> = {
  TRACK_NOT_FOUND: {
    ...NOT_FOUND,
    detail: 'This song is not in the library, or not any more. Search for another one.',
  },
  FILE_UNREADABLE: {
    ...NOT_FOUND,
    detail: 'The file of this song cannot be read. Check that the disk with the music is there, or index it again.',
  },
  NOT_A_FILE: {
    ...NOT_FOUND,
    detail: 'The file of this song is no longer where it was. Index the library again.',
  },
  STORE_EMPTY: { ...NO_LIBRARY, detail: 'There is no music in the library yet. Index some first.' },
  STORE_UNAVAILABLE: {
    ...NO_LIBRARY,
    detail: 'The library does not answer at the moment. Try again in a while; the log of the server has the reason.',
  },
  STORE_CORRUPT: {
    ...NO_LIBRARY,
    detail: 'The library is damaged. The log of the server has the reason; restore a backup, or index again.',
  },
  STORE_SCHEMA_NEWER: {
    ...NO_LIBRARY,
    detail: 'The library was written by a newer version of soundalike. Update this program.',
  },
  SPACE_MISMATCH: {
    ...NO_UPLOADS,
    detail: 'Clips cannot be compared: the model of this server is another one than the library was indexed with.',
  },
  MODEL_MISSING: { ...NO_UPLOADS, detail: 'Clips cannot be heard here, because this server has no model.' },
  MODEL_INVALID: { ...NO_UPLOADS, detail: 'Clips cannot be heard here, because the model of this server is damaged.' },
  DECODER_MISSING: { ...NO_UPLOADS, detail: 'Audio cannot be decoded here, because this server has no FFmpeg.' },
  TEMPORARY_WRITE_FAILED: { ...NO_UPLOADS, detail: 'This server has no space for a clip now. Try again later.' },
  WORKER_CRASHED: { ...NO_UPLOADS, detail: 'The analysis of the clip stopped. Try again, or try another file.' },
  DECODE_LIMIT: { status: 413, title: 'Too large', detail: 'This clip is too long. Send a shorter part of it.' },
  DECODE_TIMEOUT: { status: 504, title: 'Took too long', detail: 'Decoding took too long. Try a shorter file.' },
  ABORTED: { status: 504, title: 'Took too long', detail: 'This took too long, or the server is stopping. Try again.' },
  QUEUE_FULL: { status: 503, title: 'Busy', detail: 'Too many others are waiting already. Try again in a minute.' },
  FILE_EMPTY: { ...UNSUITABLE, detail: 'The file is empty.' },
  NO_AUDIO: { ...UNSUITABLE, detail: 'This is not an audio file that can be read here.' },
  NO_AUDIO_STREAM: { ...UNSUITABLE, detail: 'This file has no sound.' },
  DECODE_FAILED: { ...UNSUITABLE, detail: 'This audio file is damaged, or of a kind that cannot be decoded here.' },
  EMBEDDING_INVALID: { ...UNSUITABLE, detail: 'The model could not make sense of this sound.' },
  TOO_SHORT: { ...UNSUITABLE, detail: 'This is too short to compare. A few seconds are enough.' },
  SILENT: { ...UNSUITABLE, detail: 'This is silence, which sounds like nothing.' },
  TRACK_INVALID: { status: 400, title: 'Invalid request', detail: 'The embedding is not one of this library.' },
};

const UNEXPECTED: ErrorDescription = {
  status: 500,
  title: 'Unexpected error',
  detail: 'Something unexpected happened. Try again; the log of the server has the details.',
};

/** Describe an error of this project for clients, without paths and other details of the server. */
export function describeError({ code, message }: SoundalikeError): ErrorDescription {
  // These are thrown for what a client asked, and their message says so.
  if (code === 'USAGE') return { status: 400, title: 'Invalid request', detail: sentence(message) };
  return DESCRIPTIONS[code] ?? UNEXPECTED;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/u.test(text) ? '' : '.'}`;
}
