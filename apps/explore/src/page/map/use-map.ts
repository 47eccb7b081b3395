import { useEffect, useState } from 'preact/hooks';
import type { MapProgress } from '../../map/library-map.ts';
import type { MapHead } from '../../map/map-head.ts';
import type { Legends } from '../../map-format/legends.ts';
import { accepted, api, json } from '../shared/api.ts';
import { Problem, codeOf } from '../shared/problem.ts';
import { generation } from '../shared/connection.ts';
import { appendPoints, startPoints } from './map-points.ts';
import type { MapPoints } from './map-points.ts';

type ReadyHead = Extract<MapHead, { state: 'ready' }>;

/** A stored map is there soon; one that must be computed takes a while. */
const FIRST_POLL_MS = 100;
const LAST_POLL_MS = 1_000;
const UPDATING_POLL_MS = 5_000;
/** Points of the first response, which are on the screen at once, and of the others. */
const FIRST_POINTS = 4_000;
const NEXT_POINTS = 24_000;

/** The map as far as it has arrived. */
export type MapState =
  | { readonly state: 'loading' }
  | { readonly state: 'computing'; readonly progress: MapProgress }
  | { readonly state: 'failed'; readonly code: string }
  | {
      readonly state: 'ready';
      readonly points: MapPoints;
      readonly legends: Legends;
      /** Code of why the rest of the points is missing; null if it is not. */
      readonly problem: string | null;
    };

/** Return the map, and a function that loads it again after a failure. */
export function useMap(): { readonly map: MapState; readonly retry: () => void } {
  const [map, setMap] = useState<MapState>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    const show = (next: MapState): void => {
      if (!leaving.signal.aborted) setMap((before) => withProblem(before, next));
    };
    void followMap(show, leaving.signal).catch((error: unknown) => show({ state: 'failed', code: codeOf(error) }));
    return () => leaving.abort();
  }, [attempt, generation.value]);
  return { map, retry: () => setAttempt((earlier) => earlier + 1) };
}

/** Keep points that are already shown if the others fail. */
function withProblem(before: MapState, next: MapState): MapState {
  return before.state === 'ready' && next.state === 'failed' ? { ...before, problem: next.code } : next;
}

/** Ask for the head of the map until there is one, load its points, and load newer ones while it is being updated. */
async function followMap(show: (map: MapState) => void, leaving: AbortSignal): Promise<void> {
  let shown: string | null = null;
  let pollMs = FIRST_POLL_MS;
  while (!leaving.aborted) {
    const head = await json(api.map.$get());
    if (head.state === 'failed') {
      show({ state: 'failed', code: 'MAP_FAILED' });
      return;
    }
    if (head.state === 'computing') {
      show(head);
      await pause(pollMs);
      pollMs = Math.min(LAST_POLL_MS, 1.5 * pollMs);
      continue;
    }
    if (head.version !== shown) {
      const isComplete = await loadPoints(head, shown === null, show, leaving);
      shown = isComplete ? head.version : shown;
      if (!isComplete) continue;
    }
    if (!head.updating) return;
    await pause(UPDATING_POLL_MS);
  }
}

/**
 * Load the points of a map part by part.
 * @param atOnce whether to show each part; a newer map replaces the one that is shown only when it is complete
 * @returns false if the server has a newer map meanwhile
 */
async function loadPoints(
  { version, points: total, bounds, legends }: ReadyHead,
  atOnce: boolean,
  show: (map: MapState) => void,
  leaving: AbortSignal,
): Promise<boolean> {
  let points = startPoints(version, total, bounds);
  do {
    const count = points.loaded === 0 ? FIRST_POINTS : NEXT_POINTS;
    const part = await readPoints(version, points.loaded, count);
    if (part === 'changed') return false;
    if (part.byteLength === 0 && total > 0) throw new Problem('MAP_FAILED', null);
    points = appendPoints(points, part);
    if (atOnce || points.loaded === total) show({ state: 'ready', points, legends, problem: null });
  } while (points.loaded < total && !leaving.aborted);
  return true;
}

async function readPoints(version: string, from: number, count: number): Promise<ArrayBuffer | 'changed'> {
  const query = { version, from: String(from), count: String(count) };
  try {
    return await (await accepted(api.map.points.$get({ query }))).arrayBuffer();
  } catch (error) {
    if (codeOf(error) === 'MAP_CHANGED') return 'changed';
    throw error;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
