import { Deck } from './deck.ts';
import type { DeckEvent } from './deck.ts';

/** Two decks: while one plays, the other loads the next track, so that it starts at once. */
export class DeckPair {
  #active: Deck;
  #spare: Deck;

  /** @param report gets the events of the deck that plays */
  constructor(report: (event: DeckEvent) => void) {
    const onEvent = (event: DeckEvent, deck: Deck): void => {
      if (deck === this.#active) report(event);
    };
    this.#active = new Deck(onEvent);
    this.#spare = new Deck(onEvent);
  }

  /** The deck that plays. */
  get active(): Deck {
    return this.#active;
  }

  /** Load the track that comes next into the other deck; null if nothing comes. */
  prepare(id: string | null): void {
    if (this.#spare.id === id) return;
    if (id === null) this.#spare.unload();
    else this.#spare.load(id, 0);
  }

  /** Whether a track is loaded and can start at once. */
  isPrepared(id: string): boolean {
    return this.#spare.id === id && this.#spare.isReady;
  }

  /** Make the deck with the prepared track the one that plays, from its beginning. The other one falls silent. */
  swap(): void {
    [this.#active, this.#spare] = [this.#spare, this.#active];
    // Its track would not start from the beginning if it came next again.
    this.#spare.unload();
  }

  /** @param volume 0 to 1 */
  setVolume(volume: number, muted: boolean): void {
    this.#active.setVolume(volume, muted);
    this.#spare.setVolume(volume, muted);
  }
}
