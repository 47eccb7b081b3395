import type { ErrorCode } from '@soundalike/errors';
import type { TagRead, TagReads } from './tag-reads.ts';

/** What the thread is asked. */
export interface TagRequest {
  readonly wanted: TagRead;
  readonly path: string;
}

/** Its answer; `ready` comes once, before any. */
export type TagReply =
  | { readonly type: 'ready' }
  | { readonly type: 'read'; readonly value: TagReads[TagRead] | null }
  /** `systemCode`: what the disk said, for example `EIO`, which tells whether it is worth waiting. */
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string; readonly systemCode: string | null };
