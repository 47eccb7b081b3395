/** Seconds as m:ss, or h:mm:ss from an hour on. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
/** A share as per cent, rounded down to a tenth, and never all: the shares are of a sample, and closer than all of it is not closer than all. */
export function percent(share) {
  return `${(Math.min(999, Math.floor(share * 1000)) / 10).toFixed(1)}%`;
}
/** Artist and album in one line, as far as they are known. */
export function byline({ artist, album }) {
  return [artist ?? 'Unknown artist', album].filter((part) => part !== null).join(' · ');
}
/** The address of a track's page. */
export function trackAddress(id) {
  return `/track/${encodeURIComponent(id)}`;
}
