import { recommend } from '@soundalike/catalog';
import type { Recommendation, SeedChoice, TrackStore } from '@soundalike/catalog';
import type { CardRequest } from '../card/card.ts';

/** Draws of a random seed before one that the member wants left out is taken after all: they may have left out the whole library. */
const MAX_DRAWS = 16;

/**
 * A recommendation without what a member wants left out, in the seed if it is drawn, and in the matches.
 * @param seed null: drawn at random
 * @throws as `recommend`
 */
export async function recommendForMember(
  store: TrackStore,
  seed: SeedChoice | null,
  request: CardRequest,
  leftOut: readonly string[],
): Promise<Recommendation> {
  const chosen = seed ?? (await drawSeed(store, new Set(leftOut)));
  return recommend(store, { ...(chosen && { seed: chosen }), ...request, exclude: leftOut });
}

async function drawSeed(store: TrackStore, leftOut: ReadonlySet<string>): Promise<SeedChoice | null> {
  let drawn = await store.random();
  for (let draws = 1; drawn !== null && leftOut.has(drawn.id) && draws < MAX_DRAWS; draws++)
    drawn = await store.random();
  return drawn && { id: drawn.id };
}
