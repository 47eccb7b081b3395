import { albumAddress, artistAddress, JOURNEY_LENGTH, journeyAddress } from '../shared/addresses.ts';
import type { TrackSummary } from '../shared/track.ts';
import { roleIn, withoutSong, withSong } from '../state/basket.ts';
import type { Basket, Role } from '../state/basket.ts';
import { hide, isHidden, unhide } from '../state/hidden.ts';
import { notice } from '../state/notice.ts';
import { player } from '../state/player.ts';

/** An entry of the menu: it goes to an address, or does something. */
export type Entry = { readonly label: string } & ({ readonly href: string } | { readonly run: () => void });

/** Return what can be done with a track in the menu. @param change sets the basket */
export function trackEntries(track: TrackSummary, basket: Basket, change: (next: Basket) => void): Entry[] {
  const { id, artist, album } = track;
  const role = roleIn(basket, id);
  const pick = (to: Role, label: string): Entry[] =>
    role === to ? [] : [{ label, run: () => change(withSong(basket, to, track)) }];
  return [
    { label: 'Play next', run: () => player.edit.addNext([track]) },
    { label: 'Add to queue', run: () => player.edit.add([track]) },
    ...pick('like', 'Blend: more like this'),
    ...pick('unlike', 'Blend: less like this'),
    ...(role === null ? [] : [{ label: 'Take out of the blend', run: () => change(withoutSong(basket, id)) }]),
    { label: 'Journey from here', href: journeyAddress({ from: id, to: null, length: JOURNEY_LENGTH }) },
    { label: 'Journey to here', href: journeyAddress({ from: null, to: id, length: JOURNEY_LENGTH }) },
    ...(artist === null ? [] : [{ label: `More from ${artist}`, href: artistAddress(artist) }]),
    ...(album === null ? [] : [{ label: `Album: ${album}`, href: albumAddress(album, artist) }]),
    hidingEntry(track),
  ];
}

function hidingEntry(track: TrackSummary): Entry {
  if (isHidden(track.id)) return { label: 'Show this song again', run: () => unhide(track.id) };
  return {
    label: 'Hide this song',
    run: () => {
      hide(track);
      notice.value = {
        text: `“${track.title}” is hidden in this browser. The start page lists what is hidden.`,
        action: { label: 'Undo', run: () => unhide(track.id) },
      };
    },
  };
}
