/** Return the address of a track's page. */
export function trackAddress(id: string): string {
  return `/track/${encodeURIComponent(id)}`;
}

/** Return the id of the track whose page has a path; null for another path, or one that is not well-formed. */
export function trackIdOf(path: string): string | null {
  const escaped = /^\/track\/([^/]+)$/u.exec(path)?.[1];
  if (escaped === undefined) return null;
  try {
    return decodeURIComponent(escaped);
  } catch {
    return null;
  }
}

/** Return the address of an artist's page. */
export function artistAddress(name: string): string {
  return withParameters('/artist', [['name', name]]);
}

/** Return the address of an album's page. @param artist null for an album without one */
export function albumAddress(album: string, artist: string | null): string {
  return withParameters('/album', [
    ['album', album],
    ['artist', artist],
  ]);
}

/** Ids of a question for songs like several. */
export interface LikeQuestion {
  readonly like: readonly string[];
  readonly unlike: readonly string[];
  readonly blend: 'mean' | 'nearest';
}

/** Return the address of a question for songs like several, and its answer. */
export function likeAddress({ like, unlike, blend }: LikeQuestion): string {
  return withParameters('/like', [
    ...like.map((id) => ['like', id] as const),
    ...unlike.map((id) => ['unlike', id] as const),
    ['blend', blend === 'nearest' ? 'nearest' : null],
  ]);
}

/** Return the question that an address asks. @param most number of songs to be like, and of songs to be unlike */
export function likeQuestionOf(url: string, most: number): LikeQuestion {
  const parameters = parametersOf(url);
  const idsOf = (name: string): string[] =>
    [...new Set(parameters.getAll(name).filter((id) => id !== ''))].slice(0, most);
  const like = idsOf('like');
  return {
    like,
    unlike: idsOf('unlike').filter((id) => !like.includes(id)),
    blend: parameters.get('blend') === 'nearest' ? 'nearest' : 'mean',
  };
}

/** A journey as it is asked for; null for an end that is not chosen yet. */
export interface JourneyQuestion {
  readonly from: string | null;
  readonly to: string | null;
  /** Number of songs, with both ends. */
  readonly length: number;
}

/** Number of songs of a journey unless another one is asked for. */
export const JOURNEY_LENGTH = 12;

/** Return the address of a journey. */
export function journeyAddress({ from, to, length }: JourneyQuestion): string {
  return withParameters('/journey', [
    ['from', from],
    ['to', to],
    ['length', length === JOURNEY_LENGTH ? null : String(length)],
  ]);
}

/** Return the journey that an address asks for. @param lengths that can be asked for */
export function journeyQuestionOf(url: string, lengths: readonly number[]): JourneyQuestion {
  const parameters = parametersOf(url);
  const length = Number(parameters.get('length') ?? JOURNEY_LENGTH);
  return {
    from: parameters.get('from') || null,
    to: parameters.get('to') || null,
    length: lengths.includes(length) ? length : JOURNEY_LENGTH,
  };
}

/** Return the parameters of an address without host. */
export function parametersOf(url: string): URLSearchParams {
  return new URL(url, 'http://localhost').searchParams;
}

function withParameters(path: string, values: readonly (readonly [name: string, value: string | null])[]): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of values) if (value !== null && value !== '') parameters.append(name, value);
  const query = parameters.toString();
  return query === '' ? path : `${path}?${query}`;
}
