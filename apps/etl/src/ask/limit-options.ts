import type { Command } from 'commander';
import type { Limits } from '@soundalike/catalog';
import { realNumber, wholeNumber } from '@soundalike/command-line';

/** Values of the options that `addLimitOptions` adds. */
export interface LimitFlags {
  readonly allowVersions?: boolean;
  readonly maxPerArtist?: number;
  readonly otherArtists?: boolean;
  readonly minDuration?: number;
  readonly maxDuration?: number;
}

/** Add the options that limit the tracks of an answer. */
export function addLimitOptions(command: Command): Command {
  return command
    .option('--allow-versions', 'keep other versions and copies of the same recording')
    .option('--max-per-artist <n>', 'at most this many tracks by one artist', wholeNumber(1))
    .option('--other-artists', 'leave out the artists of the given songs')
    .option('--min-duration <seconds>', 'leave out shorter tracks', realNumber(0))
    .option('--max-duration <seconds>', 'leave out longer tracks', realNumber(0));
}

/** Return the limits that the options name. */
export function limitsOf(flags: LimitFlags): Limits {
  const { allowVersions, maxPerArtist, otherArtists, minDuration, maxDuration } = flags;
  return {
    ...(allowVersions && { allowVersions }),
    ...(maxPerArtist !== undefined && { maxPerArtist }),
    ...(otherArtists && { otherArtists }),
    ...(minDuration !== undefined && { minDurationSeconds: minDuration }),
    ...(maxDuration !== undefined && { maxDurationSeconds: maxDuration }),
  };
}

/** Collect the values of an option that can be given several times. */
export function several(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
