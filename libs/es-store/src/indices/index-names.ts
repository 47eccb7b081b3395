/** Alias of the served space, unless tests need another. */
export const DEFAULT_ALIAS = 'tracks';

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
  /** The index behind that alias. */
  spaceIndex(spaceId: string): string;
}

/** The names under an alias. */
export function indexNames(alias: string = DEFAULT_ALIAS): IndexNames {
  const spaceAlias = (spaceId: string): string => `${alias}-${spaceId}`;
  return { served: alias, all: `${alias}-*`, records: `${alias}-records`, spaceAlias, spaceIndex: (spaceId) => `${spaceAlias(spaceId)}-000001` };
}
