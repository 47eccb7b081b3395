import { computed, effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { keepPlaying } from './autoplay.ts';
import type { Autoplay } from './autoplay.ts';
import { DeckPair } from './deck-pair.ts';
import type { DeckEvent } from './deck.ts';
import { whyNot } from './failure.ts';
import { handleMediaKeys, showProgress, showTrack } from './media-session.ts';
import { playerPreferences } from './preferences.ts';
import type { PlayerPreferences } from './preferences.ts';
import { playInstead, playNow, withoutAutoplay } from './queue-edits.ts';
import { QueueEditor } from './queue-editor.ts';
import { advance, currentEntry, goBack, jumpTo, upcoming } from './queue.ts';
import type { PlayableTrack, Queue } from './queue.ts';
import { storeQueue, storedQueue } from './stored-queue.ts';
import type { KeyValueStorage } from './safe-storage.ts';

/** The next track is loaded so many seconds before the end of the current one. */
const PREPARE_SECONDS = 30;
/** "Previous" returns to the beginning of a track that has played longer, seconds. */
const RESTART_SECONDS = 3;
/** After so many files in a row that cannot be played, it stops. */
const MAX_FAILURES = 3;

export interface PlayerParts {
  /** Keeps the queue while this tab is open. */
  readonly session: KeyValueStorage;
  /** Keeps what the listener has set. */
  readonly local: KeyValueStorage;
  /** Return tracks that sound like the given ones. */
  readonly similarTo: (ids: readonly string[], count: number) => Promise<readonly PlayableTrack[]>;
  /** Whether autoplay leaves a track out; depends on signals. */
  readonly isHidden: (id: string) => boolean;
}

/** The player: a queue, what is heard of it, and what it says. */
export class Player {
  readonly #queue = signal<Queue>({ entries: [], at: -1 });
  readonly queue: ReadonlySignal<Queue> = this.#queue;
  /** The track in the player; null if none was chosen yet. */
  readonly current = computed(() => currentEntry(this.#queue.value)?.track ?? null);
  readonly playing = signal(false);
  /** Seconds. */
  readonly position = signal(0);
  /** Reason why the track does not play; null if it plays or was not started. */
  readonly problem = signal<string | null>(null);
  /** What the listener should know although it plays, for example that a track was skipped. */
  readonly notice = signal<string | null>(null);
  /** What a screen reader says: the track that starts, and what was done to the queue. */
  readonly announcement = signal('');
  readonly preferences: PlayerPreferences;
  readonly autoplay: Autoplay;

  readonly edit = new QueueEditor(this.#queue, this.announcement);
  /** Tells the player in another tab that this one plays: only one is heard at a time. */
  readonly #otherTabs = new BroadcastChannel('player');
  readonly #decks = new DeckPair((event) => this.#on(event));
  /** Key of the entry that the listener asked for itself: if it fails, nothing else plays in its place. */
  #askedFor: number | null = null;
  #failures = 0;
  /** Whether the last track of the queue has ended. */
  #hasEnded = false;

  constructor({ session, local, similarTo, isHidden }: PlayerParts) {
    this.preferences = playerPreferences(local);
    const { queue, position } = storedQueue(session);
    this.#queue.value = queue;
    this.position.value = position;
    const store = (): void => storeQueue(session, { queue: this.#queue.value, position: this.position.peek() });
    effect(store);
    addEventListener('pagehide', store);

    const { volume, muted, autoplay } = this.preferences;
    effect(() => this.#decks.setVolume(volume.value, muted.value));
    effect(() => showTrack(this.current.value));
    effect(() => {
      const entry = currentEntry(this.#queue.value);
      if (entry?.source === 'autoplay' && isHidden(entry.track.id) && this.playing.peek()) this.#goOn();
    });
    effect(() => {
      const isUnwanted = ({ id }: PlayableTrack): boolean => !autoplay.value || isHidden(id);
      if (upcoming(this.#queue.value).some(({ source, track }) => source === 'autoplay' && isUnwanted(track)))
        this.#queue.value = withoutAutoplay(this.#queue.value, isUnwanted);
    });
    this.autoplay = keepPlaying({
      queue: this.#queue,
      enabled: autoplay,
      similarTo,
      isUnwanted: (id) => isHidden(id) || this.edit.isDeclined(id),
    });
    effect(() => {
      // Autoplay found something after the last track had ended.
      if (upcoming(this.#queue.value)[0]?.source === 'autoplay' && this.#hasEnded) this.#goOn();
    });
    handleMediaKeys(this);
    this.#otherTabs.onmessage = () => this.pause();
  }

  /** Play a track from a position in seconds. A track that is already in the player continues unless one is given. */
  play(track: PlayableTrack, from?: number): void {
    if (this.current.value?.id !== track.id) {
      this.#enter(playNow(this.#queue.value, track), from);
      this.#askedFor = currentEntry(this.#queue.value)?.key ?? null;
    } else if (from !== undefined) this.seek(from);
    this.#start();
  }

  /** Play tracks in this order, in place of everything that comes. */
  playAll(tracks: readonly PlayableTrack[]): void {
    if (tracks.length === 0) return;
    this.#enter(playInstead(this.#queue.value, tracks));
    this.#start();
  }

  /** Play or pause the given track, or else the one in the player. */
  toggle(track: PlayableTrack | null = this.current.value): void {
    if (track === null) return;
    if (this.playing.value && this.current.value?.id === track.id) this.pause();
    else this.play(track);
  }

  /** Continue with the track in the player. */
  resume(): void {
    this.#start();
  }

  pause(): void {
    this.#decks.active.pause();
  }

  /** Play the next track, if there is one. */
  next(): void {
    if (!this.#goOn()) this.announcement.value = 'Nothing comes next.';
  }

  /** Return to the beginning of the track; at its beginning, to the previous track. */
  previous(): void {
    const before = this.position.value > RESTART_SECONDS ? null : goBack(this.#queue.value);
    if (before) this.#enter(before);
    else this.seek(0);
    this.#start();
  }

  /** Seek in the current track. @param seconds limited to the length of the track */
  seek(seconds: number): void {
    const longest = this.current.value?.durationSeconds ?? 0;
    this.position.value = Math.max(0, Math.min(seconds, longest));
    this.#hasEnded = false;
    if (this.#isLoaded()) this.#decks.active.seek(this.position.value);
    this.#showProgress();
  }

  /** Set the volume, 0 to 1; it is limited to that. Sound that was muted can be heard again. */
  setVolume(volume: number): void {
    this.preferences.volume.value = Math.max(0, Math.min(1, Math.round(volume * 100) / 100));
    this.preferences.muted.value = false;
  }

  /** Seek forward, or back if negative. */
  seekBy(seconds: number): void {
    this.seek(this.position.value + seconds);
  }

  /** Play an entry that comes, and leave out those before it. */
  jumpTo(key: number): void {
    this.#enter(jumpTo(this.#queue.value, key));
    this.#start();
  }

  /** Make another entry the current one. */
  #enter(queue: Queue, from = 0): void {
    this.#queue.value = queue;
    this.position.value = from;
    this.problem.value = null;
    this.notice.value = null;
    this.#askedFor = null;
    this.#hasEnded = false;
    const track = this.current.value;
    if (track === null) return;
    if (from === 0 && this.#decks.isPrepared(track.id)) this.#decks.swap();
    else this.#decks.active.load(track.id, from);
    this.announcement.value = `Now playing: ${track.title} by ${track.artist ?? 'an unknown artist'}.`;
  }

  #isLoaded(): boolean {
    const { id, hasFailed } = this.#decks.active;
    return id === this.current.value?.id && !hasFailed;
  }

  #start(): void {
    const track = this.current.value;
    if (track === null) return;
    this.problem.value = null;
    if (this.#hasEnded && this.#goOn()) return;
    this.#hasEnded = false;
    if (!this.#isLoaded()) this.#decks.active.load(track.id, this.position.value);
    void this.#decks.active.play();
  }

  /** Play the next entry. @returns whether there is one */
  #goOn(): boolean {
    const next = advance(this.#queue.value);
    if (next === null) return false;
    this.#enter(next);
    this.#start();
    return true;
  }

  #on(event: DeckEvent): void {
    switch (event) {
      case 'playing':
        if (!this.playing.value) this.#otherTabs.postMessage('playing');
        this.playing.value = true;
        this.autoplay.retry();
        break;
      case 'paused':
        this.playing.value = false;
        break;
      case 'time':
        if (this.#decks.active.position > 0) this.#failures = 0;
        this.position.value = this.#decks.active.position;
        if (this.#decks.active.remaining < PREPARE_SECONDS)
          this.#decks.prepare(upcoming(this.#queue.value)[0]?.track.id ?? null);
        return;
      case 'ended':
        if (this.#goOn()) return;
        this.playing.value = false;
        this.#hasEnded = true;
        this.notice.value = this.autoplay.problem.value;
        break;
      case 'blocked':
        this.playing.value = false;
        this.problem.value = 'The browser waits for you: press Play.';
        break;
      case 'failed':
        this.playing.value = false;
        void this.#skipOrStop();
        break;
    }
    this.#showProgress();
  }

  async #skipOrStop(): Promise<void> {
    const failed = currentEntry(this.#queue.value);
    if (failed === null) return;
    const { kind, reason } = await whyNot(failed.track.id);
    if (currentEntry(this.#queue.value)?.key !== failed.key) return;
    this.#failures = kind === 'file' ? this.#failures + 1 : 0;
    if (kind === 'file' && this.#failures >= MAX_FAILURES) {
      this.#failures = 0;
      this.problem.value = `${MAX_FAILURES} files in a row could not be played, so it stopped. ${reason}`;
    } else if (kind === 'file' && this.#askedFor !== failed.key && this.#goOn())
      this.notice.value = `Skipped “${failed.track.title}”. ${reason}`;
    else this.problem.value = reason;
  }

  #showProgress(): void {
    const track = this.current.value;
    const state = track === null ? 'none' : this.playing.value ? 'playing' : 'paused';
    showProgress(state, this.position.value, track?.durationSeconds ?? 0);
  }
}
