/** What a deck reports. `blocked`: the browser does not start sound before the listener has pressed something. */
export type DeckEvent = 'playing' | 'paused' | 'time' | 'ended' | 'failed' | 'blocked';

/** One audio element, with one track at a time. */
export class Deck {
  readonly #audio = document.createElement('audio');
  #id: string | null = null;

  constructor(report: (event: DeckEvent, deck: Deck) => void) {
    this.#audio.preload = 'auto';
    document.body.append(this.#audio);
    const on = (name: keyof HTMLMediaElementEventMap, event: DeckEvent): void =>
      this.#audio.addEventListener(name, () => this.#id !== null && report(event, this));
    on('play', 'playing');
    on('timeupdate', 'time');
    on('ended', 'ended');
    on('error', 'failed');
    this.#audio.addEventListener('pause', () => {
      // A track that ends is paused first; what comes next decides whether the sound goes on.
      if (!this.#audio.ended) report('paused', this);
    });
    this.#report = report;
  }
  readonly #report: (event: DeckEvent, deck: Deck) => void;

  /** Id of the loaded track. */
  get id(): string | null {
    return this.#id;
  }

  /** Seconds. */
  get position(): number {
    return this.#audio.currentTime;
  }

  /** Seconds until the end of the track; infinite while its length is not known. */
  get remaining(): number {
    const { duration, currentTime } = this.#audio;
    return Number.isFinite(duration) ? duration - currentTime : Infinity;
  }

  get hasFailed(): boolean {
    return this.#audio.error !== null;
  }

  /** Whether the track can start without waiting for the server. */
  get isReady(): boolean {
    return this.#audio.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
  }

  /** Load a track without playing it. @param from seconds */
  load(id: string, from: number): void {
    this.#id = id;
    this.#audio.src = `/media/${encodeURIComponent(id)}`;
    if (from > 0) this.#audio.currentTime = from;
  }

  /** Forget the track, and end its download. */
  unload(): void {
    this.#id = null;
    if (!this.#audio.hasAttribute('src')) return;
    this.#audio.removeAttribute('src');
    this.#audio.load();
  }

  async play(): Promise<void> {
    try {
      await this.#audio.play();
    } catch (error) {
      // Other failures have an event of their own, or another track was loaded meanwhile.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#report('blocked', this);
    }
  }

  pause(): void {
    this.#audio.pause();
  }

  /** @param position seconds */
  seek(position: number): void {
    this.#audio.currentTime = position;
  }

  /** @param volume 0 to 1 */
  setVolume(volume: number, muted: boolean): void {
    this.#audio.volume = volume;
    this.#audio.muted = muted;
  }
}

/** Return whether a page can set the volume; on iPhones only the buttons of the phone do. */
export function canSetVolume(): boolean {
  const audio = document.createElement('audio');
  audio.volume = 0.5;
  return audio.volume === 0.5;
}
