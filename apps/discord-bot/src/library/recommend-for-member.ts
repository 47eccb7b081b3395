import { recommend } from '@soundalike/catalog';
import type { Recommendation, SeedChoice, TrackStore } from '@soundalike/catalog';
import type { CardRequest } from '../card/card.ts';

/** Random draws before a left-out seed is accepted: the member may have left out the entire library. */
const MAX_DRAWS = 16;

/**
 * Recommend songs without those that a member left out, both as a random seed and as matches.
 * @param seed null: drawn at random
 * @throws the errors of `recommend`
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
