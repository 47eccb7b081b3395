/** Default alias of the served space. */
const DEFAULT_ALIAS = 'tracks';

/** Digits of the number at the end of an index's name. */
const DIGITS = 6;

/** Names of everything that a library stores in Elasticsearch; all begin with the alias of the served space. */
export interface IndexNames {
  /** Alias of the index that readers open if they name no space. */
  readonly served: string;
  /** Pattern of all indices of the library. */
  readonly all: string;
  /** Alias of the index of the records. Writes go through it, so that they never create an index with a wrong mapping. */
  readonly records: string;
  /** Name of an index of the records. */
  recordsIndex(suffix: string): string;
  /** Alias of a space's index. Writes go through it, so that a write to a dropped space never creates an index. */
  spaceAlias(spaceId: string): string;
  /** Alias of a space's index that a rebuild is filling; no reader opens it. */
  fillingAlias(spaceId: string): string;
  /** Name of an index of a space: the first, or that of a later rebuild. */
  spaceIndex(spaceId: string, generation?: number): string;
  /** Generation of an index of a space, from its name; 0 for a name that an operator gave it. */
  generationOf(index: string): number;
}

/** Return the names that begin with an alias. */
export function indexNames(alias: string = DEFAULT_ALIAS): IndexNames {
  const spaceAlias = (spaceId: string): string => `${alias}-${spaceId}`;
  return {
    served: alias,
    all: `${alias}-*`,
    records: `${alias}-records`,
    recordsIndex: (suffix) => `${alias}-records-${suffix}`,
    spaceAlias,
    fillingAlias: (spaceId) => `${spaceAlias(spaceId)}-filling`,
    spaceIndex: (spaceId, generation = 1) => `${spaceAlias(spaceId)}-${String(generation).padStart(DIGITS, '0')}`,
    generationOf: (index) => Number(/-(\d+)$/u.exec(index)?.[1] ?? 0),
  };
}
