import { openSqliteRecords } from '@soundalike/sqlite-store';
import { FACETS } from '../map-format/legends.ts';
import { mapPoint } from '../map/library-map.ts';
import { writeMap } from '../map/stored-map.ts';
import type { LargeLibrary } from './large-library.ts';

/** Store a map of clusters, so that no layout is computed. */
export async function storeInventedMap({ ids, spaceId, storePath }: LargeLibrary): Promise<void> {
  const points = ids.map((id, n) => {
    const cluster = (n * 7_919) % 61;
    const angle = n * 2.399963;
    const distance = Math.sqrt(((n * 104_729) % 1_009) / 1_009) * (0.6 + (cluster % 5) * 0.35);
    return mapPoint(
      id,
      Math.cos(cluster * 2.1) * (2 + cluster / 8) + Math.cos(angle) * distance,
      Math.sin(cluster * 2.1) * (2 + cluster / 8) + Math.sin(angle) * distance,
      FACETS.reduce((bits, _, facet) => bits | (((cluster + facet) % 12) << (4 * facet)), 0),
    );
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
