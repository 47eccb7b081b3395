import { isSoundalikeError } from '@soundalike/errors';

/** Exit codes of every command, for scripts. */
export const EXIT_CODE = {
  ok: 0,
  failed: 1,
  usage: 2,
  someFilesFailed: 3,
  nothingRemoved: 4,
  leaseHeld: 5,
  discordRefused: 6,
  interrupted: 130,
} as const;

/** Return the exit code for an error that ended a command. */
export function exitCodeOfError(error: unknown): number {
  if (!isSoundalikeError(error)) return EXIT_CODE.failed;
  switch (error.code) {
    case 'CONFIG_INVALID':
    case 'USAGE':
    case 'MODEL_UNKNOWN':
      return EXIT_CODE.usage;
    case 'DATASET_MISSING':
    case 'DATASET_MISMATCH':
    case 'DELETION_REFUSED':
      return EXIT_CODE.nothingRemoved;
    case 'LEASE_HELD':
      return EXIT_CODE.leaseHeld;
    case 'DISCORD_REFUSED':
      return EXIT_CODE.discordRefused;
    case 'ABORTED':
      return EXIT_CODE.interrupted;
    default:
      return EXIT_CODE.failed;
  }
}
