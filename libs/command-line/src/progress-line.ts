import stringWidth from 'string-width';

/** Shortest bar that shows anything, and the longest that is useful. */
const [SHORTEST_BAR, LONGEST_BAR] = [8, 40];

/** Parts of a line of progress. */
export interface ProgressLine {
  readonly label: string;
  /** Share that is done, 0 to 1. */
  readonly share: number;
  /** What is done, such as `12/100 files`. */
  readonly done: string;
  /** Further parts in their order on the line. */
  readonly details: readonly ProgressDetail[];
}

/** A part of the line that is left out where it does not fit. */
interface ProgressDetail {
  readonly text: string;
  /** The greatest rank is left out first. */
  readonly rank: number;
}

/** Format a line of progress that fits into a width: details, the bar and the label give way, in this order. */
export function progressLine({ label, share, done, details }: ProgressLine, columns: number): string {
  const ranks = details.map(({ rank }) => rank).sort((a, b) => b - a);
  const textOf = (limit: number): string =>
    [done, ...details.filter(({ rank }) => rank < limit).map(({ text }) => text)].join(' · ');
  for (const limit of [Infinity, ...ranks]) {
    const text = textOf(limit);
    const room = columns - stringWidth(`${label}  ${text}`);
    if (room < SHORTEST_BAR) continue;
    const length = Math.min(room, LONGEST_BAR);
    const filled = Math.round(Math.min(1, Math.max(0, share)) * length);
    return `${label} ${'█'.repeat(filled)}${'░'.repeat(length - filled)} ${text}`;
  }
  const line = `${label} ${done}`;
  return stringWidth(line) <= columns ? line : shortened(done, columns);
}

/** Return text that fits into a width, with an ellipsis if it was cut. */
function shortened(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(`${kept}${segment}…`) > columns) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Format a time that is left: `45s`, `12m30s`, `3h05m`, `2d04h`. @param seconds not finite if it is not known */
export function timeLeft(seconds: number): string {
  if (!Number.isFinite(seconds)) return '…';
  const whole = Math.round(seconds);
  const [days, hours, minutes] = [Math.floor(whole / 86_400), Math.floor(whole / 3600), Math.floor(whole / 60)];
  const two = (value: number): string => String(value).padStart(2, '0');
  if (days > 0) return `${days}d${two(hours % 24)}h`;
  if (hours > 0) return `${hours}h${two(minutes % 60)}m`;
  return minutes > 0 ? `${minutes}m${two(whole % 60)}s` : `${whole}s`;
}
