import { printable } from '@soundalike/command-line';
import type { RenewedStation } from './renew-stations.ts';

/** Describe what became of the saved stations, one line each. */
export function renewalLines(stations: readonly RenewedStation[]): string[] {
  return stations.map(({ name, file, tracks, failure }) =>
    failure === null
      ? `Renewed station ${printable(name)}: ${tracks} tracks in ${printable(file)}`
      : `Station ${printable(name)} was not renewed: ${printable(failure)}`,
  );
}
