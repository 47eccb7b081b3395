import type { Distances } from './distances.ts';

/** Place of the neighbour whose distance is a track's scale. */
const NEIGHBOUR = 10;

/**
 * Local scaling: distances are measured by how far each track's own neighbourhood reaches, d² / (r·r′), where r is the distance to the tenth neighbour or, in
 * a smaller library, the last (Zelnik-Manor & Perona, "Self-tuning spectral clustering", 2004; its exp(−x) is left out, which keeps the order).
 */
export function localScaling(distances: Distances): Distances {
  const scales = Array.from({ length: distances.size }, (_, index) => scaleOf(distances, index));
  return {
    size: distances.size,
    row: (index) => distances.row(index).map((distance, other) => distance ** 2 / (scales[index]! * scales[other]!)),
  };
}

function scaleOf(distances: Distances, index: number): number {
  const others = distances
    .row(index)
    .filter((_, other) => other !== index)
    .sort();
  const scale = others[Math.min(NEIGHBOUR, others.length) - 1];
  return Math.max(scale ?? 0, Number.EPSILON);
}
