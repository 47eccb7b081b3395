/** What is drawn over the points. All entries are numbers of points. */
export interface Marks {
  /** The open track. */
  readonly seed: number | null;
  /** The tracks nearest to the seed or to the liked ones. */
  readonly neighbours: readonly number[];
  /** The stops of a way, in order. */
  readonly way: readonly number[];
  readonly like: readonly number[];
  readonly unlike: readonly number[];
  /** The point under the pointer or chosen by keys. */
  readonly pointed: number | null;
}

/** Nothing is marked. */
export const NO_MARKS: Marks = { seed: null, neighbours: [], way: [], like: [], unlike: [], pointed: null };

/** Return the marks without points that have not arrived. @param loaded number of points that have arrived */
export function arrivedMarks(marks: Marks, loaded: number): Marks {
  const isThere = (point: number): boolean => point < loaded;
  const ifThere = (point: number | null): number | null => (point !== null && isThere(point) ? point : null);
  return {
    seed: ifThere(marks.seed),
    neighbours: marks.neighbours.filter(isThere),
    way: marks.way.filter(isThere),
    like: marks.like.filter(isThere),
    unlike: marks.unlike.filter(isThere),
    pointed: ifThere(marks.pointed),
  };
}
