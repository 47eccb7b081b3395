import { isSoundalikeError } from '@soundalike/errors';
import { say } from '../languages/language.ts';
import type { Language } from '../languages/language.ts';

/** Largest file that members can ask with, in bytes, and longest one, in seconds. */
export const MAX_CLIP_BYTES = 25 * 1024 * 1024;
export const MAX_CLIP_SECONDS = 15 * 60;

/** Say that a file is too large or too long. */
export function tooMuchText(language: Language): string {
  const megabytes = MAX_CLIP_BYTES / 1024 ** 2;
  return say(language, 'clip.tooMuch', { minutes: MAX_CLIP_SECONDS / 60, megabytes });
}

/** Describe why a member's file gives no answer; null for an error that is not about the file. */
export function clipProblem(error: unknown, language: Language): string | null {
  if (!isSoundalikeError(error)) return null;
  switch (error.code) {
    case 'DOWNLOAD_FAILED':
      return say(language, 'clip.notFetched');
    case 'FILE_EMPTY':
    case 'NO_AUDIO':
    case 'NO_AUDIO_STREAM':
    case 'DECODE_FAILED':
    case 'EMBEDDING_INVALID':
    case 'WORKER_CRASHED':
      return say(language, 'clip.unreadable');
    case 'DECODE_LIMIT':
      return tooMuchText(language);
    case 'DECODE_TIMEOUT':
    case 'ABORTED':
      return say(language, 'clip.tooSlow');
    case 'TOO_SHORT':
    case 'SILENT':
      return say(language, 'clip.tooShort');
    case 'MODEL_MISSING':
    case 'MODEL_INVALID':
    case 'SPACE_MISMATCH':
    case 'DECODER_MISSING':
      return say(language, 'clip.noModel');
    default:
      return null;
  }
}
