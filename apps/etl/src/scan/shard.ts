import { createHash } from 'node:crypto';
import { SoundalikeError } from '@soundalike/errors';

/** The share of one of several ETL processes in a library: number `index` of `count`, from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** The shard of the only process. */
export const SINGLE_SHARD: Shard = { index: 0, count: 1 };

/** Parse `i/n`, with i from 0 to n − 1. @throws `USAGE` */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/u.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (index === undefined || shard.index >= shard.count) {
    throw new SoundalikeError(
      'USAGE',
      `--shard must be i/n with i from 0 to n − 1, for example 0/4, not ${JSON.stringify(text)}`,
    );
  }
  return shard;
}

/** Return a test for the paths of a shard: by a digest of the path, so that each path belongs to exactly one shard. */
export function ownedBy({ index, count }: Shard): (path: string) => boolean {
  if (count === 1) return () => true;
  return (path) => createHash('sha256').update(path).digest().readUInt32BE(0) % count === index;
}
