import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { SoundalikeError } from '@soundalike/errors';
import type { ProcessEnd } from './decode-process.ts';
import { ACCEPTED_FORMATS } from './ffmpeg-options.ts';

/** Bytes at the start of a file that tell its type. */
const HEAD_BYTES = 4100;

/** Control characters that no text has. */
const NOT_IN_TEXT = /[\0-\x08\x0e-\x1a\x1c-\x1f]/u;

/** Messages that FFmpeg adds to the line that states the reason. */
const GENERIC_MESSAGES = new RegExp(
  `^(${[
    'Invalid argument',
    'Invalid data found when processing input',
    'Input/output error',
    'End of file',
    'Conversion failed!',
    'Error (opening|while|marking|submitting|sending|initializing|configuring).*',
    'To ignore this.*',
    'Last message repeated.*',
  ].join('|')})$`,
  'u',
);

/** Messages of the ffmpeg program, and of `node-av-child.ts`, about a file without an audio stream. */
const NO_AUDIO_STREAM = /matches no streams|no audio stream/u;

/** Create the error for a file that gave no samples: its content, and the decoder's reason. */
export async function explainFailure(path: string, messages: string, end: ProcessEnd): Promise<SoundalikeError> {
  const content = await describeContent(path).catch(() => null);
  const found = content ?? 'data of no known format';
  if (NO_AUDIO_STREAM.test(messages) && content?.startsWith('video/'))
    return new SoundalikeError('NO_AUDIO_STREAM', `this is ${content} without sound`);
  if (NO_AUDIO_STREAM.test(messages))
    return new SoundalikeError('NO_AUDIO', `this is not ${ACCEPTED_FORMATS}: found ${found} without sound`);
  if (content !== null && !/^(audio|video)\//u.test(content))
    return new SoundalikeError('NO_AUDIO', `this is not ${ACCEPTED_FORMATS}: found ${found}`);
  const reason = decoderReason(path, messages) ?? endReason(end);
  return new SoundalikeError('DECODE_FAILED', `no audio could be decoded: found ${found} (${reason})`);
}

/** Create the error for a decoder that ended in the middle of a file. */
export function explainCrash(path: string, messages: string, end: ProcessEnd): SoundalikeError {
  const reason = decoderReason(path, messages) ?? 'it gave no reason';
  return new SoundalikeError('DECODE_FAILED', `the decoder ${endReason(end)} before the end of the file (${reason})`);
}

/** Return FFmpeg's last specific message, without the path and memory addresses; null if there is none. */
function decoderReason(path: string, messages: string): string | null {
  const lines = messages
    .replaceAll(`file:${path}`, '')
    .replaceAll(path, '')
    .split('\n')
    .map((line) => line.replace(/^(\[[^\]]* @ 0x[0-9a-f]+\]\s*)+/u, '').replace(/^[:\s]+|\s+$/gu, ''))
    .filter((line) => line !== '');
  return lines.findLast((line) => !GENERIC_MESSAGES.test(line)) ?? lines.at(-1) ?? null;
}

function endReason({ exitCode, signal }: ProcessEnd): string {
  return signal === null ? `exited with code ${exitCode}` : `was ended by ${signal}`;
}

/**
 * Describe the content of a file by its first bytes: `text`, `zeros`, or a media type such as `image/png`; null if
 * unknown.
 */
async function describeContent(path: string): Promise<string | null> {
  const start = await readStart(path);
  if (start.every((byte) => byte === 0)) return 'zeros';
  const type = await fileTypeFromBuffer(start);
  if (type) return type.mime;
  return isText(start) ? 'text' : null;
}

async function readStart(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function isText(bytes: Buffer): boolean {
  try {
    // As a stream, because the last character may be cut.
    return !NOT_IN_TEXT.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }));
  } catch {
    return false;
  }
}
