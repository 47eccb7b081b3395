import { cosine } from '../recommend/similarity.ts';

/** Sines below this are those of equal or opposite vectors, which many great circles join. */
const MIN_SINE = 1e-6;

/** The shortest way on the sphere between two unit vectors. */
export interface GreatCircle {
  /** Angle between the ends, radians. */
  readonly angle: number;
  /** Return the unit vector at a share of the way, 0 to 1. */
  point(share: number): Float32Array;
  /** Return the share of the way that a vector has come: that of the nearest point of the full circle, about 0 to 1. */
  progress(vector: Float32Array): number;
}

/**
 * Return the great circle from one unit vector to another (Shoemake, "Animating rotation with quaternion curves", 1985).
 * For opposite vectors it is one of many; for equal ones it is a point.
 */
export function greatCircle(from: Float32Array, to: Float32Array): GreatCircle {
  const along = cosine(from, to);
  const across = orthogonalPart(to, from, along);
  const angle = Math.atan2(across.norm, along);
  return {
    angle,
    point: (share) => {
      const [near, far] = [Math.cos(share * angle), Math.sin(share * angle)];
      return from.map((value, index) => near * value + far * across.unit[index]!);
    },
    progress: (vector) =>
      angle < MIN_SINE ? 0 : Math.atan2(cosine(vector, across.unit), cosine(vector, from)) / angle,
  };
}

/** Return the part of a vector that is orthogonal to a unit vector: its length and its direction. */
function orthogonalPart(
  vector: Float32Array,
  unit: Float32Array,
  along: number,
): { readonly norm: number; readonly unit: Float32Array } {
  const part = vector.map((value, index) => value - along * unit[index]!);
  const norm = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0));
  if (norm >= MIN_SINE) return { norm, unit: part.map((value) => value / norm) };
  // Any direction across: of the axis that the vector points along least.
  const axis = unit.reduce((least, value, index) => (Math.abs(value) < Math.abs(unit[least]!) ? index : least), 0);
  const side = unit.map((value, index) => (index === axis ? 1 : 0) - unit[axis]! * value);
  const sideNorm = Math.sqrt(side.reduce((sum, value) => sum + value * value, 0));
  return { norm: 0, unit: side.map((value) => (sideNorm === 0 ? 0 : value / sideNorm)) };
}
