import { isSoundalikeError, reasonOf, SoundalikeError } from '@soundalike/errors';
import { withClipFile } from '@soundalike/model-builder';

/** A file that a member attached to a command. */
export interface Attachment {
  readonly url: string;
}

/** Where attachments may come from, and limits on them. */
interface FetchLimits {
  /** Address of Discord's API if it is not Discord's own: attachments may come from the same host. */
  readonly apiUrl: string | null;
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The hosts of Discord's content delivery network. */
const DISCORD_HOSTS: ReadonlySet<string> = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

/**
 * Fetch an attachment into a temporary file, use it and delete it, whatever happens.
 * @throws `DOWNLOAD_FAILED` for another host, a redirect, another status than 200, or a stalled connection; `DECODE_LIMIT`
 * for a file that is too large, whatever size Discord stated; and as `use`
 */
export async function withAttachment<T>(
  { url }: Attachment,
  limits: FetchLimits,
  use: (path: string) => Promise<T>,
): Promise<T> {
  if (!isFromDiscord(url, limits.apiUrl))
    throw new SoundalikeError('DOWNLOAD_FAILED', 'the address of an attachment is not on a host of Discord');
  return withClipFile(attachmentBytes(url, limits), limits.maxBytes, use);
}

/** Return whether an address is on a host of Discord, or on that of its configured API. */
export function isFromDiscord(address: string, apiUrl: string | null): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, origin, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  if (apiUrl !== null && origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && port === '' && DISCORD_HOSTS.has(hostname);
}

async function* attachmentBytes(url: string, { timeoutMs, signal }: FetchLimits): AsyncGenerator<Uint8Array> {
  try {
    const response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    if (response.status !== 200 || response.body === null)
      throw new SoundalikeError('DOWNLOAD_FAILED', `Discord answered ${response.status} for an attachment`);
    yield* response.body as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (isSoundalikeError(error)) throw error;
    throw new SoundalikeError('DOWNLOAD_FAILED', `the attachment cannot be fetched: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}
