import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RecordStore } from '@soundalike/catalog';
import { COLOURED } from '../map-format/legends.ts';
import { mapPoint } from './library-map.ts';
import type { LibraryMap } from './library-map.ts';

/** Points in one record, about 200 kB of JSON: far below the limit of any store. */
const POINTS_PER_RECORD = 4_000;

const LEGEND = z.object({
  categories: z.array(z.object({ label: z.string(), tracks: z.number() })).max(COLOURED),
  others: z.object({ categories: z.number(), tracks: z.number() }),
  unknown: z.number(),
});
const HEAD = z.object({
  generation: z.string(),
  records: z.number(),
  laidOut: z.number(),
  placed: z.number(),
  // Maps that were stored by an earlier version have no colours.
  legends: z.object({ album: LEGEND, artist: LEGEND, genre: LEGEND, sound: LEGEND }).nullable().default(null),
});
const PART = z.object({
  ids: z.array(z.string()),
  x: z.array(z.number()),
  y: z.array(z.number()),
  colours: z.array(z.number().int().min(0).max(0xffff)).default([]),
});

/**
 * Return the stored map of a space, or null if it is missing, incomplete or unreadable: it can be computed again.
 * A map has a head record under the space's id, which names the generation of the parts that belong to it.
 */
export async function readMap(records: RecordStore, spaceId: string): Promise<LibraryMap | null> {
  const head = HEAD.safeParse((await records.get('maps', spaceId))?.value);
  if (!head.success) return null;
  const { generation, laidOut, placed, legends } = head.data;
  const points = [];
  for (let index = 0; index < head.data.records; index++) {
    const part = PART.safeParse((await records.get('maps', partKey(spaceId, generation, index)))?.value);
    if (!part.success) return null;
    const { ids, x, y, colours } = part.data;
    points.push(...ids.map((id, at) => mapPoint(id, x[at] ?? 0, y[at] ?? 0, colours[at] ?? 0)));
  }
  return { spaceId, laidOut, placed, points, legends };
}

/** Replace the stored map. A reader gets either the complete old map or the complete new one. */
export async function writeMap(records: RecordStore, map: LibraryMap): Promise<void> {
  const { spaceId, laidOut, placed, points, legends } = map;
  const generation = randomUUID();
  const count = Math.ceil(points.length / POINTS_PER_RECORD);
  for (let index = 0; index < count; index++) {
    const part = points.slice(index * POINTS_PER_RECORD, (index + 1) * POINTS_PER_RECORD);
    await records.put('maps', partKey(spaceId, generation, index), {
      ids: part.map(({ id }) => id),
      x: part.map(({ x }) => x),
      y: part.map(({ y }) => y),
      colours: part.map(({ colours }) => colours),
    });
  }
  await records.put('maps', spaceId, HEAD.parse({ generation, records: count, laidOut, placed, legends }));
  for await (const { key } of records.list('maps', `${spaceId}/`)) {
    if (!key.startsWith(`${spaceId}/${generation}/`)) await records.delete('maps', key);
  }
}

function partKey(spaceId: string, generation: string, index: number): string {
  return `${spaceId}/${generation}/${index}`;
}
