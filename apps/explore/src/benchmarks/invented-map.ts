import { openSqliteRecords } from '@soundalike/sqlite-store';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { FACETS, NONE } from '../map-format/legends.ts';
import { mapPoint } from '../map/library-map.ts';
import { writeMap } from '../map/stored-map.ts';
import type { LargeLibrary } from './large-library.ts';

const CLUSTERS = 60;
const COLOURS = NONE + 1;

/** Store a map of clusters, so that no layout is computed. */
export async function storeInventedMap({ ids, spaceId, storePath }: LargeLibrary): Promise<void> {
  const random = xoroshiro128plus(1);
  const uniform = (): number => uniformFloat64(random);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const clusters = Array.from({ length: CLUSTERS }, () => {
    return { x: 20 * uniform(), y: 16 * uniform(), spread: 0.25 + uniform() };
  });
  const points = ids.map((id) => {
    const cluster = Math.floor(uniform() * CLUSTERS);
    const { x, y, spread } = clusters[cluster]!;
    const colour = uniform() < 0.7 ? cluster % COLOURS : Math.floor(uniform() * COLOURS);
    const colours = FACETS.reduce((bits, _, facet) => bits | (((colour + facet) % COLOURS) << (4 * facet)), 0);
    return mapPoint(id, x + spread * normal(), y + spread * normal(), colours);
  });
  const legend = {
    categories: Array.from({ length: 10 }, (_, n) => ({ label: `Category ${n}`, tracks: Math.floor(ids.length / 12) })),
    others: { categories: 90, tracks: Math.floor(ids.length / 12) },
    unknown: Math.floor(ids.length / 12),
  };
  await using records = await openSqliteRecords({ path: storePath });
  await writeMap(records, {
    spaceId,
    laidOut: ids.length,
    placed: 0,
    points,
    legends: { album: legend, artist: legend, genre: legend, sound: legend },
  });
}
