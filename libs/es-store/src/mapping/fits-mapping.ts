import { SCHEMA_VERSION } from './space-meta.ts';
import type { VectorIndexType } from './vector-index.ts';

/** True where an index has the mapping that this program would give it now. */
export function fitsMapping(
  { schema, vectorIndex }: { readonly schema: number; readonly vectorIndex: string | undefined },
  wanted: VectorIndexType,
): boolean {
  return schema === SCHEMA_VERSION && vectorIndex === wanted;
}
