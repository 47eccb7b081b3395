import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { mapPoint } from './library-map.ts';
/** Points in one record, some 200 kB of JSON: far below what any store takes. */
const POINTS_PER_RECORD = 4_000;
const HEAD = z.object({ generation: z.string(), records: z.number(), laidOut: z.number(), placed: z.number() });
const PART = z.object({ ids: z.array(z.string()), x: z.array(z.number()), y: z.array(z.number()) });
/**
 * The stored map of a space; null where there is none, or it is not whole or not readable: it can be made again.
 * A map is a head record under the space's id, which names the generation of the parts that belong to it.
 */
export async function readMap(records, spaceId) {
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
/** Stores a map in place of the one before. Whoever reads meanwhile finds the old one or the new one whole. */
export async function writeMap(records, { spaceId, laidOut, placed, points }) {
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
function partKey(spaceId, generation, index) {
  return `${spaceId}/${generation}/${index}`;
}
