/** Alias of the served space, unless tests need another. */
export const DEFAULT_ALIAS = 'tracks';

/** Of the number at the end of an index's name. */
const DIGITS = 6;

/** Names of everything that a library keeps in Elasticsearch; all begin with the alias of the served space. */
export interface IndexNames {
  /** Alias of the index that readers get who ask for no space by name. */
  readonly served: string;
  /** Pattern of all indices of the library. */
  readonly all: string;
  /** Index of the records beside the tracks. */
  readonly records: string;
  /** Alias of a space's index. It is written through, so that a write never makes an index by accident once the space is dropped. */
  spaceAlias(spaceId: string): string;
  /** Alias of a space's index that is being filled, which no reader asks for. */
  fillingAlias(spaceId: string): string;
  /** An index of a space: the first, or the one of a later rebuild. */
  spaceIndex(spaceId: string, generation?: number): string;
  /** The generation of an index of a space, by its name. */
  generationOf(index: string): number;
}

/** The names under an alias. */
export function indexNames(alias: string = DEFAULT_ALIAS): IndexNames {
  const spaceAlias = (spaceId: string): string => `${alias}-${spaceId}`;
  return {
    served: alias,
    all: `${alias}-*`,
    records: `${alias}-records`,
    spaceAlias,
    fillingAlias: (spaceId) => `${spaceAlias(spaceId)}-filling`,
    spaceIndex: (spaceId, generation = 1) => `${spaceAlias(spaceId)}-${String(generation).padStart(DIGITS, '0')}`,
    generationOf: (index) => Number(index.slice(index.lastIndexOf('-') + 1)),
  };
}
