/** Parts of a pixel, along each axis, at which a smooth point can be centred. */
export const SUBPIXELS = 4;

/** A disc without smooth edges, row by row. */
export interface PlainStamp {
  /** Rows above and below the centre. */
  readonly reach: number;
  /** Pixels left and right of the centre, for each of the 2 × reach + 1 rows. */
  readonly halfWidths: Int32Array;
}

/** A disc with smooth edges, for each part of a pixel that its centre can fall into. */
export interface SmoothStamps {
  /** Pixels from the left or top edge of the stamp to the pixel of the centre. */
  readonly reach: number;
  /** Width and height, pixels. */
  readonly size: number;
  /** Opacities, 0 to 256, row by row. */
  readonly alphas: readonly Uint16Array[];
}

/** Return the disc of a radius. @param radius pixels */
export function plainStamp(radius: number): PlainStamp {
  const reach = Math.max(0, Math.ceil(radius - 0.5));
  const halfWidths = Int32Array.from({ length: 2 * reach + 1 }, (_, row) =>
    Math.max(0, Math.round(Math.sqrt(Math.max(0, radius ** 2 - (row - reach) ** 2)) - 0.5)),
  );
  return { reach, halfWidths };
}

/**
 * Return the discs of a radius and an opacity. The opacity of a pixel falls from full to none over the pixel around the
 * edge, which is close to the share of the pixel that the disc covers.
 * @param radius pixels
 * @param opacity 0 to 1
 */
export function smoothStamps(radius: number, opacity: number): SmoothStamps {
  const reach = Math.ceil(radius + 0.5);
  const size = 2 * reach + 2;
  const alphas = Array.from({ length: SUBPIXELS ** 2 }, (_, part) => {
    const centreX = reach + ((part % SUBPIXELS) + 0.5) / SUBPIXELS;
    const centreY = reach + (Math.floor(part / SUBPIXELS) + 0.5) / SUBPIXELS;
    return Uint16Array.from({ length: size ** 2 }, (_each, at) => {
      const distance = Math.hypot((at % size) + 0.5 - centreX, Math.floor(at / size) + 0.5 - centreY);
      return Math.round(256 * opacity * Math.max(0, Math.min(1, radius + 0.5 - distance)));
    });
  });
  return { reach, size, alphas };
}
