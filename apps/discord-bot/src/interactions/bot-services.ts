import type { Track, TrackStore } from '@soundalike/catalog';
import type { Logger } from '@soundalike/command-line';
import type { StoreHandle } from '@soundalike/store-opener';
import type { Preferences } from '../preferences/preferences.ts';
import type { ButtonExpiry } from './button-expiry.ts';
import type { Cooldown } from './cooldown.ts';
import type { WorkQueue } from './work-queue.ts';

/** A file to send along. Its name says nothing of where it came from. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What the interactions work with. */
export interface BotServices {
  readonly library: StoreHandle<TrackStore>;
  readonly preferences: Preferences;
  /** The cover art of a track, or null where there is none that can be sent. Does not reject. */
  readonly coverOf: (track: Track, maxBytes: number) => Promise<SentFile | null>;
  /** A preview of a track, or null where its file cannot be heard; null as a whole where previews are off. */
  readonly previewOf: ((track: Track) => Promise<Buffer | null>) | null;
  /** Ids of the members who wait for previews. */
  readonly listening: Set<string>;
  /** Time for suggestions, milliseconds. */
  readonly searchMs: number;
  readonly cooldown: Cooldown;
  readonly work: WorkQueue;
  readonly expiry: ButtonExpiry;
  readonly logger: Logger;
}
