import type { CreateTestLibrary } from '../library-openers.ts';

/** What every part of the track store's contract works with. */
export interface ContractContext {
  readonly create: CreateTestLibrary;
  readonly similarityTolerance: number;
}
