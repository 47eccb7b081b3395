import type { Recommendation, Track } from '@soundalike/catalog';
import type { Card, CardRequest, CardTrack } from './card.ts';

/** Shapes a recommendation into a card. */
export function makeCard(recommendation: Recommendation, request: CardRequest, canListen: boolean): Card {
  const { seed, matches, space } = recommendation;
  return {
    seed: cardTrack(seed),
    matches: matches.map(({ track, similarity, percentile, sharedTags }, index) => ({
      ...cardTrack(track),
      rank: index + 1,
      similarity,
      percentile,
      sharedTags,
    })),
    request,
    canListen,
    model: space.model,
  };
}

function cardTrack({ id, title, artist, album, durationSeconds }: Track): CardTrack {
  return { id, title, artist, album, durationSeconds };
}
