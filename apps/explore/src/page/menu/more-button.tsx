import { MoreIcon } from '../parts/icons.tsx';
import type { TrackSummary } from '../shared/track.ts';
import { openMenu } from './open-menu.ts';

/** Button that opens the menu of a track. */
export function MoreButton({ track }: { readonly track: TrackSummary }) {
  return (
    <button
      type="button"
      class="more"
      aria-label={`More for ${track.title}`}
      aria-haspopup="menu"
      aria-expanded={openMenu.value?.track.id === track.id}
      onClick={(event) => {
        const button = event.currentTarget;
        openMenu.value = openMenu.value?.button === button ? null : { track, button };
      }}
    >
      <MoreIcon />
    </button>
  );
}
