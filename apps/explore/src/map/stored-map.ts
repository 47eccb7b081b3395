import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RecordStore } from '@soundalike/catalog';
import { mapPoint } from './library-map.ts';
import type { LibraryMap } from './library-map.ts';

/** Points in one record, about 200 kB of JSON: far below the limit of any store. */
const POINTS_PER_RECORD = 4_000;

const HEAD = z.object({ generation: z.string(), records: z.number(), laidOut: z.number(), placed: z.number() });
const PART = z.object({ ids: z.array(z.string()), x: z.array(z.number()), y: z.array(z.number()) });

/**
 * Return the stored map of a space, or null if it is missing, incomplete or unreadable: it can be computed again.
 * A map has a head record under the space's id, which names the generation of the parts that belong to it.
 */
export async function readMap(records: RecordStore, spaceId: string): Promise<LibraryMap | null> {
  const head = HEAD.safeParse((await records.get('maps', spaceId))?.value);
  if (!head.success) return null;
  const { generation, laidOut, placed } = head.data;
  const points = [];
  for (let index = 0; index < head.data.records; index++) {
    const part = PART.safeParse((await records.get('maps', partKey(spaceId, generation, index)))?.value);
    if (!part.success) return null;
    const { ids, x, y } = part.data;
    points.push(...ids.map((id, at) => mapPoint(id, x[at] ?? 0, y[at] ?? 0)));
  }
  return { spaceId, laidOut, placed, points };
}

/** Replace the stored map. A reader gets either the complete old map or the complete new one. */
export async function writeMap(records: RecordStore, { spaceId, laidOut, placed, points }: LibraryMap): Promise<void> {
  const generation = randomUUID();
  const count = Math.ceil(points.length / POINTS_PER_RECORD);
  for (let index = 0; index < count; index++) {
    const part = points.slice(index * POINTS_PER_RECORD, (index + 1) * POINTS_PER_RECORD);
    await records.put('maps', partKey(spaceId, generation, index), {
      ids: part.map(({ id }) => id),
      x: part.map(({ x }) => x),
      y: part.map(({ y }) => y),
    });
  }
  await records.put('maps', spaceId, { generation, records: count, laidOut, placed });
  for await (const { key } of records.list('maps', `${spaceId}/`)) {
    if (!key.startsWith(`${spaceId}/${generation}/`)) await records.delete('maps', key);
  }
}

function partKey(spaceId: string, generation: string, index: number): string {
  return `${spaceId}/${generation}/${index}`;
}
