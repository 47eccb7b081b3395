import { NONE, OTHER } from '../../map-format/legends.ts';

/** Opacity of points that are not highlighted. */
const FAINT = 0.12;
/** Factor of all opacities while the map shows a way or marked songs, so that these stand out. */
const BEHIND_MARKS = 0.45;
const COLOUR_OPACITY = 0.85;
const GREY_OPACITY = 0.55;

/** The colours of a theme: red in the lowest byte, opaque. */
export interface ThemeColours {
  readonly ground: number;
  /** By colour number. */
  readonly points: Uint32Array;
}

/** How points of each colour number are painted. */
export interface Palette {
  readonly ground: number;
  /** Colours that are mixed with the ground, for plain points. */
  readonly mixed: Uint32Array;
  /** Pure colours, for smooth points. */
  readonly pure: Uint32Array;
  readonly opacities: readonly number[];
}

/** Read the colours from the style sheet. @param element any; the colours are those of the page's theme */
export function themeColours(element: Element): ThemeColours {
  const style = getComputedStyle(element);
  const context = document.createElement('canvas').getContext('2d');
  const read = (name: string): number => {
    // The builder shortens colours (#fff, red); a canvas writes each with six digits.
    if (context) context.fillStyle = style.getPropertyValue(name);
    return parseColour(typeof context?.fillStyle === 'string' ? context.fillStyle : '');
  };
  return { ground: read('--surface'), points: Uint32Array.from({ length: NONE + 1 }, (_, n) => read(`--map-${n}`)) };
}

/** Parse a colour of six hexadecimal digits with a hash. @returns black for anything else */
export function parseColour(text: string): number {
  const digits = /^#([0-9a-f]{6})$/iu.exec(text.trim())?.[1] ?? '000000';
  const value = Number.parseInt(digits, 16);
  return (0xff000000 | ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
}

/**
 * Return how to paint the points.
 * @param highlighted colour number; the others become faint; null for none
 * @param isBehindMarks whether something more important is drawn over the points
 */
export function paletteOf(
  { ground, points }: ThemeColours,
  highlighted: number | null,
  isBehindMarks: boolean,
): Palette {
  const opacities = Array.from(points, (_, colour) => {
    const own = colour >= OTHER ? GREY_OPACITY : COLOUR_OPACITY;
    const opacity = highlighted === null || highlighted === colour ? own : FAINT;
    return isBehindMarks ? opacity * BEHIND_MARKS : opacity;
  });
  const mixed = points.map((colour, n) => mix(ground, colour, opacities[n]!));
  return { ground, mixed, pure: points, opacities };
}

function mix(under: number, over: number, opacity: number): number {
  const channel = (shift: number): number =>
    Math.round(((under >>> shift) & 0xff) * (1 - opacity) + ((over >>> shift) & 0xff) * opacity) << shift;
  return (channel(0) | channel(8) | channel(16) | 0xff000000) >>> 0;
}
