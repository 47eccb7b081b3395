import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { wholeNumber } from '@soundalike/command-line';
import type { StationOptions } from '@soundalike/catalog';
import { addLimitOptions, limitsOf } from './limit-options.ts';
import type { LimitFlags } from './limit-options.ts';
import { addQueryOptions } from './read-query.ts';
import type { QueryFlags } from './read-query.ts';

/** More would take long, and repeat what is around the songs. */
const LONGEST = 200;

/** Values of the options that `addStationOptions` adds. */
export interface StationFlags extends QueryFlags, LimitFlags {
  readonly length: number;
  readonly variety: number;
  readonly artistSpacing: number;
  readonly albumSpacing: number;
}

/** Add the options of a station: its songs, length, variety, spacing and limits. */
export function addStationOptions(command: Command): Command {
  return addLimitOptions(
    addQueryOptions(command)
      .option('--length <n>', 'number of tracks, with the songs', wholeNumber(1, LONGEST), 30)
      .option('--variety <v>', '0: the closest tracks, towards 1: more varied ones', parseShare, 0.2)
      .option('--artist-spacing <n>', 'tracks between two of one artist, where possible', wholeNumber(0, 20), 3)
      .option('--album-spacing <n>', 'tracks between two of one album, where possible', wholeNumber(0, 20), 5),
  );
}

/** Return the options of a station that the flags name. @throws as `limitsOf` */
export function stationOptionsOf(flags: StationFlags, datasetDir: string): StationOptions {
  const { length, variety, artistSpacing, albumSpacing, randomSeed, rescale } = flags;
  return {
    ...limitsOf(flags, datasetDir),
    length,
    variety,
    artistSpacing,
    albumSpacing,
    ...(randomSeed !== undefined && { randomSeed }),
    ...(rescale && { rescale }),
  };
}

function parseShare(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 1.');
}
