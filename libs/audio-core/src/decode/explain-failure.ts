import { SoundalikeError } from '@soundalike/errors';
import type { ProcessEnd } from './decode-process.ts';
import { describeContent } from './describe-content.ts';
import { ACCEPTED_FORMATS } from './input-limits.ts';

/** What FFmpeg says on top of the line that tells more. */
const SAYS_LITTLE =
  /^(Invalid argument|Invalid data found when processing input|Input\/output error|End of file|Conversion failed!|Error (opening|while|marking|submitting|sending|initializing|configuring).*|To ignore this.*|Last message repeated.*)$/u;

/** How the ffmpeg program, and `node-av-child.ts`, say that there is no sound in a file. */
const NO_AUDIO_STREAM = /matches no streams|no audio stream/u;

/** The error for a file of which no sample came out: what was found in it, and the decoder's own reason. */
export async function explainFailure(path: string, messages: string, end: ProcessEnd): Promise<SoundalikeError> {
  const content = await describeContent(path).catch(() => null);
  const found = content ?? 'data of no known format';
  if (NO_AUDIO_STREAM.test(messages))
    return new SoundalikeError('NO_AUDIO', `decode: expected ${ACCEPTED_FORMATS}, found ${found} without sound`);
  if (content !== null && !/^(audio|video)\//u.test(content))
    return new SoundalikeError('NO_AUDIO', `decode: expected ${ACCEPTED_FORMATS}, found ${found}`);
  const reason = decoderReason(path, messages) ?? endReason(end);
  return new SoundalikeError(
    'DECODE_FAILED',
    `decode: expected ${ACCEPTED_FORMATS}, found ${found} of which nothing decodes (${reason})`,
  );
}

/** The error for a decoder that ended in the middle of a file. */
export function explainCrash(path: string, messages: string, end: ProcessEnd): SoundalikeError {
  return new SoundalikeError(
    'DECODE_FAILED',
    `decode: expected the decoder to finish, but it ${endReason(end)} (${decoderReason(path, messages) ?? 'it gave no reason'})`,
  );
}

/** FFmpeg's last line that says something, without the path and the addresses in memory; null when there is none. */
function decoderReason(path: string, messages: string): string | null {
  const lines = messages
    .replaceAll(`file:${path}`, '')
    .replaceAll(path, '')
    .split('\n')
    .map((line) => line.replace(/^(\[[^\]]* @ 0x[0-9a-f]+\]\s*)+/u, '').replace(/^[:\s]+|\s+$/gu, ''))
    .filter((line) => line !== '');
  return lines.findLast((line) => !SAYS_LITTLE.test(line)) ?? lines.at(-1) ?? null;
}

function endReason({ exitCode, signal }: ProcessEnd): string {
  return signal === null ? `exited with code ${exitCode}` : `was ended by ${signal}`;
}
