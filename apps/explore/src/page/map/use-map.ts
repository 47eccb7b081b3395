import { useEffect, useState } from 'preact/hooks';
import type { MapProgress } from '../../map/library-map.ts';
import type { MapHead } from '../../map/map-head.ts';
import type { Legends } from '../../map-format/legends.ts';
import { api, json, messageOf } from '../shared/api.ts';
import { appendPoints, startPoints } from './map-points.ts';
import type { MapPoints } from './map-points.ts';

type ReadyHead = Extract<MapHead, { state: 'ready' }>;

const COMPUTING_POLL_MS = 1_000;
const UPDATING_POLL_MS = 5_000;
/** Points of the first response, which are on the screen at once, and of the others. */
const FIRST_POINTS = 4_000;
const NEXT_POINTS = 24_000;

/** The map as far as it has arrived. */
export type MapState =
  | { readonly state: 'loading' }
  | { readonly state: 'computing'; readonly progress: MapProgress }
  | { readonly state: 'failed'; readonly reason: string }
  | {
      readonly state: 'ready';
      readonly points: MapPoints;
      readonly legends: Legends;
      /** Why the rest of the points is missing; null if it is not. */
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
    void followMap(show, leaving.signal).catch((error: unknown) => show({ state: 'failed', reason: messageOf(error) }));
    return () => leaving.abort();
  }, [attempt]);
  return { map, retry: () => setAttempt(attempt + 1) };
}

/** Keep points that are already shown if the others fail. */
function withProblem(before: MapState, next: MapState): MapState {
  return before.state === 'ready' && next.state === 'failed' ? { ...before, problem: next.reason } : next;
}

/** Ask for the head of the map until there is one, load its points, and load newer ones while it is being updated. */
async function followMap(show: (map: MapState) => void, leaving: AbortSignal): Promise<void> {
  let shown: string | null = null;
  while (!leaving.aborted) {
    const head = await json(api.map.$get());
    if (head.state === 'failed') {
      show(head);
      return;
    }
    if (head.state === 'computing') {
      show(head);
      await pause(COMPUTING_POLL_MS);
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
    const part = await readPoints(version, points.loaded, count, leaving);
    if (part === 'changed') return false;
    if (part.byteLength === 0 && total > 0) throw new Error('The server sent an incomplete map. Try again.');
    points = appendPoints(points, part);
    if (atOnce || points.loaded === total) show({ state: 'ready', points, legends, problem: null });
  } while (points.loaded < total && !leaving.aborted);
  return true;
}

async function readPoints(
  version: string,
  from: number,
  count: number,
  signal: AbortSignal,
): Promise<ArrayBuffer | 'changed'> {
  const query = { version, from: String(from), count: String(count) };
  const response = await api.map.points.$get({ query }, { init: { signal } }).catch((error: unknown) => {
    throw new Error('The server cannot be reached. Check that it is still running, then try again.', { cause: error });
  });
  if (response.status === 410) return 'changed';
  if (!response.ok) throw new Error(`The server refused to send the map (status ${response.status}). Try again.`);
  return await response.arrayBuffer();
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
