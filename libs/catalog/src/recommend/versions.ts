import type { Track } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';
import type { Candidate } from './candidates.ts';
import type { PlacedQuery } from './query.ts';
import { Recordings } from './recordings.ts';
import { artistNames, haveCommon, isSameSong } from './same-recording.ts';

/** Up to so many tracks, all fingerprints are compared: that takes a fifth of a millisecond for each pair. */
const FEW_TRACKS = 150;

/** Of many tracks, fingerprints are compared only of those this many times as far apart as copies can be. */
const REACH = 4;

/** No copy is less similar than this in any measured space: in a wide one, `REACH` alone would include all pairs. */
const LEAST_COPY_COSINE = 0.3;

/** Decides quickly, also among hundreds of tracks, which of them are versions of one another. */
export class Versions {
  readonly #recordings: Recordings;
  readonly #copyCosine: number;
  readonly #leastCosine: number;
  /** By track id, because names are compared many times. */
  readonly #artists = new Map<string, readonly string[]>();

  /**
   * Read what the decisions need.
   * @param tracks those that are compared
   * @param sample of the library's pair similarities
   */
  static async read(store: TrackStore, tracks: readonly Track[], sample: readonly number[]): Promise<Versions> {
    const { sameRecordingCosine } = store.space;
    const farthest = Math.min(Math.PI, REACH * Math.acos(Math.min(1, sameRecordingCosine)));
    const reach = Math.max(LEAST_COPY_COSINE, Math.cos(farthest));
    const recordings = await Recordings.read(store, tracks, sample);
    return new Versions(recordings, sameRecordingCosine, tracks.length > FEW_TRACKS ? reach : -1);
  }

  private constructor(recordings: Recordings, copyCosine: number, leastCosine: number) {
    this.#recordings = recordings;
    this.#copyCosine = copyCosine;
    this.#leastCosine = leastCosine;
  }

  /** Return whether two tracks are versions, as `Recordings` decides. */
  areVersions(a: Track, b: Track, similarity: number): boolean {
    const isPossible = similarity >= this.#leastCosine || (this.#haveArtist(a, b) && isSameSong(a, b));
    return isPossible && this.#recordings.areVersions(a, b, similarity);
  }

  #haveArtist(a: Track, b: Track): boolean {
    return haveCommon(this.#namesOf(a), this.#namesOf(b));
  }

  #namesOf(track: Track): readonly string[] {
    const names = this.#artists.get(track.id) ?? artistNames(track);
    this.#artists.set(track.id, names);
    return names;
  }

  /** Return whether a candidate is a version of a track of the query, or the recording of a clip. */
  isOfQuery({ track, cosines, nearest }: Candidate, query: PlacedQuery): boolean {
    return [...query.like, ...query.unlike].some((point, index) => {
      const similarity = cosines[index]!;
      const { recording } = point;
      if (recording === null) return similarity >= this.#copyCosine;
      // With many points, fingerprints are compared with the nearest one only.
      return point === nearest || (this.#haveArtist(recording, track) && isSameSong(recording, track))
        ? this.areVersions(recording, track, similarity)
        : similarity >= this.#copyCosine && this.areVersions(recording, track, similarity);
    });
  }
}
