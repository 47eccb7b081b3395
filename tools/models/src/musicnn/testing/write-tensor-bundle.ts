import { writeFile } from 'node:fs/promises';
import { maskedCrc32c } from '../read-leveldb-table.ts';
import { bundleEntryProto, bundleHeaderProto, DT_FLOAT } from '../read-tensor-bundle.ts';
import type { CheckpointTensor } from '../checkpoint-variables.ts';
import { writeLevelDbTable } from './write-leveldb-table.ts';

/** Values that a test falsifies in every entry, or in the header. */
export interface Falsified {
  readonly dtype?: number;
  readonly size?: number;
  readonly shards?: number;
}

/** Write a TensorFlow checkpoint (format V2, one shard). */
export async function writeTensorBundle(
  prefix: string,
  tensors: ReadonlyMap<string, CheckpointTensor>,
  falsified: Falsified = {},
): Promise<void> {
  const header = bundleHeaderProto.encode({ num_shards: falsified.shards ?? 1 }).finish();
  const pieces: Uint8Array[] = [];
  let offset = 0;
  const entries = [...tensors]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { dims, data }]) => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      const entry = bundleEntryProto.encode({
        dtype: falsified.dtype ?? DT_FLOAT,
        shape: { dim: dims.map((size) => ({ size })) },
        offset,
        size: falsified.size ?? bytes.length,
        crc32c: maskedCrc32c(bytes),
      });
      pieces.push(bytes);
      offset += bytes.length;
      return [name, entry.finish()] as const;
    });
  await writeFile(`${prefix}.index`, writeLevelDbTable([['', header], ...entries]));
  await writeFile(`${prefix}.data-00000-of-00001`, Buffer.concat(pieces));
}
