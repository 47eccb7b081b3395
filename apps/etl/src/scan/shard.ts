import { createHash } from 'node:crypto';
import { SoundalikeError } from '@soundalike/errors';

/** One of several ETL processes that share a library: number `index` of `count`, from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** The shard of a process that works alone. */
export const WHOLE: Shard = { index: 0, count: 1 };

/** Reads `i/n`, with i from 0 to n − 1. @throws `USAGE` */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/u.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (index === undefined || shard.index >= shard.count) {
    throw new SoundalikeError(
      'USAGE',
      `--shard: expected i/n with i from 0 to n − 1, for example 0/4, got ${JSON.stringify(text)}`,
    );
  }
  return shard;
}

/** Tells which paths are a shard's own: by a digest of the path, so that each path belongs to exactly one shard. */
export function ownedBy({ index, count }: Shard): (path: string) => boolean {
  if (count === 1) return () => true;
  return (path) => createHash('sha256').update(path).digest().readUInt32BE(0) % count === index;
}
