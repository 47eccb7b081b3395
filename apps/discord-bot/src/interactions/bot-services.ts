import type { Clip, Track, TrackStore } from '@soundalike/catalog';
import type { Logger } from '@soundalike/command-line';
import type { Settings } from '@soundalike/settings';
import type { StoreHandle } from '@soundalike/store-opener';
import type { Attachment } from '../clips/fetch-attachment.ts';
import type { CoverFile } from '../library/cover-art.ts';
import type { Preferences } from '../preferences/preferences.ts';
import type { ButtonExpiry } from './button-expiry.ts';
import type { Cooldown } from './cooldown.ts';
import type { Sittings } from './sittings.ts';
import type { WorkQueue } from './work-queue.ts';

/** The services that interactions use. */
export interface BotServices {
  readonly library: StoreHandle<TrackStore>;
  readonly preferences: Preferences;
  /** Returns the cover art of a track, or null if there is none that can be sent. Does not reject. */
  readonly coverOf: (track: Track, maxBytes: number) => Promise<CoverFile | null>;
  /** Returns a preview of a track, or null if its file cannot be played. The function is null if previews are off. */
  readonly previewOf: ((track: Track) => Promise<Buffer | null>) | null;
  /** Ids of the members who are waiting for previews. */
  readonly listening: Set<string>;
  /** Ends what takes long, such as the files of members, when the bot is stopping. */
  readonly interruption: AbortController;
  /** Fetches a file that a member attached, and deletes it after its use. */
  readonly withClip: <T>(file: Attachment, use: (path: string) => Promise<T>) => Promise<T>;
  /** Embeds a clip with the model of a space, as `clipEmbedder` does. */
  readonly embedClip: (path: string, spaceId: string) => Promise<Clip>;
  /** Ids of the members whose file is under way. */
  readonly hearing: Set<string>;
  /** Whether the playlists that members save have the paths of the files. */
  readonly playlistPaths: Settings['playlistPaths'];
  /** Time for suggestions, milliseconds. */
  readonly searchMs: number;
  readonly cooldown: Cooldown;
  readonly sittings: Sittings;
  readonly work: WorkQueue;
  readonly expiry: ButtonExpiry;
  readonly logger: Logger;
}
