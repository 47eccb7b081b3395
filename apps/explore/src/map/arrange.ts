import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { UMAP } from 'umap-js';
import type { MapProgress } from './library-map.ts';

/** Fixed, so that an unchanged library keeps its map. */
const SEED = 20_260_801;
const NEIGHBOURS = 15;
/** With fewer tracks UMAP finds no neighbourhoods; the two largest principal components show as much. */
const MIN_TRACKS = 10;
/** Extent of the start positions, as in the reference implementation of UMAP. */
const START_EXTENT = 10;

/**
 * Arrange points in the plane so that neighbours stay neighbours: UMAP (McInnes, Healy and Melville, 2018), started
 * from the two largest principal components, which keeps the large-scale order and makes the result reproducible (Kobak
 * and Linderman, 2021).
 * @param rows principal components, the largest first
 * @returns one [x, y] per row; the same for the same rows
 */
export function arrange(rows: number[][], onProgress: (progress: MapProgress) => void): [number, number][] {
  const start = startPositions(rows);
  if (rows.length < MIN_TRACKS) return start;

  const random = xoroshiro128plus(SEED);
  const umap = new UMAP({ nNeighbors: Math.min(NEIGHBOURS, rows.length - 1), random: () => uniformFloat64(random) });
  onProgress({ stage: 'neighbours', share: null });
  const epochs = umap.initializeFit(rows);
  umap.getEmbedding().forEach((position, index) => position.splice(0, 2, ...start[index]!));
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    onProgress({ stage: 'arranging', share: (epoch + 1) / epochs });
  }
  return umap.getEmbedding().map(([x = 0, y = 0]) => [x, y]);
}

function startPositions(rows: readonly number[][]): [number, number][] {
  const largest = rows.reduce((most, [x = 0, y = 0]) => Math.max(most, Math.abs(x), Math.abs(y)), 0);
  const scale = largest === 0 ? 0 : START_EXTENT / largest;
  return rows.map(([x = 0, y = 0]) => [x * scale, y * scale]);
}
