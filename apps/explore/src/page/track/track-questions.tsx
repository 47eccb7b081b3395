import { useBasket } from '../basket/use-basket.ts';
import { MoreButton } from '../menu/more-button.tsx';
import { JourneyIcon, PlusIcon } from '../parts/icons.tsx';
import { JOURNEY_LENGTH, journeyAddress } from '../shared/addresses.ts';
import type { TrackSummary } from '../shared/track.ts';
import { roleIn, withoutSong, withSong } from '../state/basket.ts';

/** Questions that can begin with a track: several songs, a journey, and those in its menu. */
export function TrackQuestions({ track }: { readonly track: TrackSummary }) {
  const [basket, change] = useBasket();
  const isPicked = roleIn(basket, track.id) === 'like';
  return (
    <p class="answer-actions track-questions">
      <button
        type="button"
        class="button button-small"
        aria-pressed={isPicked}
        onClick={() => change(isPicked ? withoutSong(basket, track.id) : withSong(basket, 'like', track))}
      >
        <PlusIcon />
        {isPicked ? 'In the blend' : 'Add to blend'}
      </button>
      <a class="button button-small" href={journeyAddress({ from: track.id, to: null, length: JOURNEY_LENGTH })}>
        <JourneyIcon />
        <span>
          Journey<span class="from-here"> from here</span>
        </span>
      </a>
      <MoreButton track={track} />
    </p>
  );
}
