import { findRecording, SoundalikeError } from '@soundalike/catalog';
import type { Track, TrackStore } from '@soundalike/catalog';
import type { TrackEmbedding } from '@soundalike/audio-core';
import { clipEmbedder, clipId, clipModel, withClipFile } from '@soundalike/model-builder';
import type { ClipSettings, EmbedClip } from '@soundalike/model-builder';
import { isSoundalikeError } from '@soundalike/errors';
import type { StoreHandle } from '@soundalike/store-opener';

/** Largest clip, bytes, and longest one, seconds. */
export const MAX_CLIP_BYTES = 25 * 1024 * 1024;
const MAX_CLIP_SECONDS = 15 * 60;
/** Longest time for decoding and inference, ms. */
const WORK_MS = 120_000;
/** Clips that are being received or heard at the same time; they are heard one after another. */
const MOST_AT_ONCE = 5;
/** Time for which is remembered whether the model fits the library, ms. */
const MODEL_CHECK_MS = 60_000;

/** What was heard in a clip. */
export interface HeardFile extends Pick<TrackEmbedding, 'embedding' | 'soundTags' | 'durationSeconds'> {
  /** The track of the library that it is a recording of; null if there is none. */
  readonly recording: Track | null;
}

/** Hears clips that clients send: one at a time, and a few that wait. */
export class ClipHearing {
  readonly #library: StoreHandle<TrackStore>;
  readonly #settings: ClipSettings;
  readonly #embed: EmbedClip;
  readonly #closing: AbortSignal;
  #underWay = 0;
  #model: { readonly checkedAt: number; readonly spaceId: Promise<string | null> } | null = null;

  constructor(library: StoreHandle<TrackStore>, settings: ClipSettings, closing: AbortSignal) {
    this.#library = library;
    this.#settings = settings;
    this.#closing = closing;
    this.#embed = clipEmbedder(settings, { maxSeconds: MAX_CLIP_SECONDS, workMs: WORK_MS }, closing);
  }

  /** Return whether clips can be compared with the vectors of a space: whether its model is installed. */
  async canHear(spaceId: string): Promise<boolean> {
    if (this.#model === null || Date.now() - this.#model.checkedAt >= MODEL_CHECK_MS) {
      const model = clipModel(this.#settings, this.#closing);
      const id = model.then(({ space }) => space.id).catch((error: unknown) => nullFor(error));
      this.#model = { checkedAt: Date.now(), spaceId: id };
    }
    return (await this.#model.spaceId) === spaceId;
  }

  /**
   * Hear a clip, which is kept in a temporary file only as long as necessary.
   * @throws `QUEUE_FULL` if too many others are under way; `DECODE_LIMIT` for a clip that is too large or too long; and
   * as the function of `clipEmbedder`
   */
  async hear(bytes: AsyncIterable<Uint8Array>): Promise<HeardFile> {
    if (this.#underWay >= MOST_AT_ONCE)
      throw new SoundalikeError('QUEUE_FULL', 'too many clips are being heard; try again in a minute');
    this.#underWay++;
    try {
      return await withClipFile(bytes, MAX_CLIP_BYTES, (path) => this.#hearFile(path));
    } finally {
      this.#underWay--;
    }
  }

  async #hearFile(path: string): Promise<HeardFile> {
    const id = await clipId(path);
    const { spaceId, stored } = await this.#library.use(async (store) => {
      const [track = null] = await store.get([id]);
      const [vector] = track ? await store.vectors([id]) : [];
      return { spaceId: store.space.id, stored: track && vector ? { track, embedding: vector.embedding } : null };
    });
    if (stored) {
      const { track, embedding } = stored;
      return { embedding, soundTags: track.soundTags, durationSeconds: track.durationSeconds, recording: track };
    }
    const { fingerprint, ...heard } = await this.#embed(path, spaceId);
    const { embedding } = heard;
    const recording = await this.#library.use((store) => findRecording(store, { id, embedding, fingerprint }));
    return { ...heard, recording };
  }
}

function nullFor(error: unknown): null {
  if (isSoundalikeError(error)) return null;
  throw error;
}
