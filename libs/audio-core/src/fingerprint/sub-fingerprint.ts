/** Frames that one value describes. */
export const VALUE_FRAMES = 16;

/**
 * A filter: how its area of frames and pitch classes is divided into two parts that are compared, the first pitch class
 * and the number of them, the number of frames, and the limits between its four results.
 */
type Classifier = readonly [
  shape: Shape,
  firstClass: number,
  classes: number,
  frames: number,
  limits: readonly [number, number, number],
];

type Shape = 'all' | 'by class' | 'by time' | 'checked' | 'middle class' | 'middle time';

/**
 * The classifiers of Chromaprint's default algorithm, learnt by its author (Lukáš Lalinský, acoustid.org/chromaprint;
 * method: Ke, Hoiem & Sukthankar, "Computer Vision for Music Identification", 2005).
 */
const CLASSIFIERS: readonly Classifier[] = [
  ['all', 4, 3, 15, [1.98215, 2.35817, 2.63523]],
  ['middle class', 4, 6, 15, [-1.03809, -0.651211, -0.282167]],
  ['by class', 0, 4, 16, [-0.298702, 0.119262, 0.558497]],
  ['checked', 8, 2, 12, [-0.105439, 0.0153946, 0.135898]],
  ['checked', 4, 4, 8, [-0.142891, 0.0258736, 0.200632]],
  ['middle class', 0, 3, 5, [-0.826319, -0.590612, -0.368214]],
  ['by class', 2, 2, 9, [-0.557409, -0.233035, 0.0534525]],
  ['by time', 7, 3, 4, [-0.0646826, 0.00620476, 0.0784847]],
  ['by time', 6, 2, 16, [-0.192387, -0.029699, 0.215855]],
  ['by time', 1, 3, 2, [-0.0397818, -0.00568076, 0.0292026]],
  ['middle time', 10, 1, 15, [-0.53823, -0.369934, -0.190235]],
  ['checked', 6, 2, 10, [-0.124877, 0.0296483, 0.139239]],
  ['by time', 1, 1, 14, [-0.101475, 0.0225617, 0.231971]],
  ['checked', 5, 6, 4, [-0.0799915, -0.00729616, 0.063262]],
  ['by class', 9, 2, 12, [-0.272556, 0.019424, 0.302559]],
  ['checked', 4, 2, 14, [-0.164292, -0.0321188, 0.0846339]],
];

const GRAY_CODE = [0, 1, 3, 2] as const;

/** Return the 32 bits that describe 16 frames of pitch classes. */
export function subFingerprint(frames: readonly Float64Array[]): number {
  /** Sum of the frames [fromFrame, toFrame) and the pitch classes [fromClass, toClass). */
  const area = (fromFrame: number, fromClass: number, toFrame: number, toClass: number): number => {
    let sum = 0;
    for (let frame = fromFrame; frame < toFrame; frame++)
      for (let pitch = fromClass; pitch < toClass; pitch++) sum += frames[frame]![pitch]!;
    return sum;
  };
  let bits = 0;
  for (const [shape, low, classes, width, limits] of CLASSIFIERS) {
    const [a, b] = compared(shape, low, classes, width, area);
    const value = Math.log((1 + a) / (1 + b));
    const level = limits.filter((limit) => value >= limit).length;
    bits = (bits << 2) | GRAY_CODE[level]!;
  }
  return bits >>> 0;
}

/** Return the sums of the two parts of a filter's area. */
function compared(
  shape: Shape,
  low: number,
  classes: number,
  width: number,
  area: (fromFrame: number, fromClass: number, toFrame: number, toClass: number) => number,
): [number, number] {
  const high = low + classes;
  const all = (): number => area(0, low, width, high);
  const half = Math.floor(classes / 2);
  const halfWidth = Math.floor(width / 2);
  switch (shape) {
    case 'all':
      return [all(), 0];
    case 'by class':
      return [area(0, low + half, width, high), area(0, low, width, low + half)];
    case 'by time':
      return [area(halfWidth, low, width, high), area(0, low, halfWidth, high)];
    case 'checked': {
      const a = area(0, low + half, halfWidth, high) + area(halfWidth, low, width, low + half);
      return [a, all() - a];
    }
    case 'middle class': {
      const third = Math.floor(classes / 3);
      const a = area(0, low + third, width, low + 2 * third);
      return [a, all() - a];
    }
    case 'middle time': {
      const third = Math.floor(width / 3);
      const a = area(third, low, 2 * third, high);
      return [a, all() - a];
    }
  }
}
