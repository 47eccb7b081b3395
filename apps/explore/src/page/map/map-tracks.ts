import type { MapTrack } from '../../map/map-tracks.ts';
import { api, json } from '../shared/api.ts';
import { codeOf } from '../shared/problem.ts';

/** Tracks that are kept; the names of a visited region stay available, and memory stays bounded. */
const MAX_KEPT = 3_000;
/** Tracks in one request; the server allows 100. */
const MAX_ASKED = 60;

/** The names of the tracks of one version of the map, which are requested when they are needed. */
export class MapTracks {
  readonly #version: string;
  readonly #onOutdated: () => void;
  readonly #byPoint = new Map<number, MapTrack>();
  readonly #pointOfId = new Map<string, number | null>();
  /** Points to ask for when the running request has ended. */
  #wanted: readonly number[] | null = null;
  #isAsking = false;

  /**
   * @param version of the map on the server
   * @param onOutdated called when the server has a newer map
   */
  constructor(version: string, onOutdated: () => void) {
    this.#version = version;
    this.#onOutdated = onOutdated;
  }

  /** Return the track of a point if it is known. */
  of(point: number): MapTrack | undefined {
    return this.#byPoint.get(point);
  }

  /** Return the point of a track's id; null if the map has none, undefined if that is not known yet. */
  pointOf(id: string): number | null | undefined {
    return this.#pointOfId.get(id);
  }

  /**
   * Load the tracks of some points, the most important first, unless they are known. While a request is running, only
   * the latest call waits for it: a pointer passes over more points than need to be asked for.
   */
  async load(points: readonly number[]): Promise<void> {
    this.#wanted = points;
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      while (this.#wanted !== null) {
        const unknown: number[] = this.#wanted.filter((point) => !this.#byPoint.has(point)).slice(0, MAX_ASKED);
        this.#wanted = null;
        if (unknown.length > 0) await this.#ask({ points: unknown.join(',') });
      }
    } finally {
      this.#isAsking = false;
    }
  }

  /** Find the points of tracks by their ids, and load their names. */
  async locate(ids: readonly string[]): Promise<void> {
    const unknown = ids.filter((id) => this.#pointOfId.get(id) === undefined);
    for (let start = 0; start < unknown.length; start += MAX_ASKED) {
      const part = unknown.slice(start, start + MAX_ASKED);
      await this.#ask({ ids: part.join(',') });
      for (const id of part) if (!this.#pointOfId.has(id)) this.#pointOfId.set(id, null);
    }
  }

  async #ask(query: { points?: string; ids?: string }): Promise<void> {
    const request = api.map.tracks.$get({ query: { version: this.#version, ...query } });
    const { tracks } = await json(request).catch((error: unknown) => {
      if (codeOf(error) === 'MAP_CHANGED') this.#onOutdated();
      throw error;
    });
    if (this.#byPoint.size > MAX_KEPT) {
      this.#byPoint.clear();
      this.#pointOfId.clear();
    }
    for (const track of tracks) {
      this.#byPoint.set(track.point, track);
      this.#pointOfId.set(track.id, track.point);
    }
  }
}
