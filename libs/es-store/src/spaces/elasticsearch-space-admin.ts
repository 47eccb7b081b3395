import { SoundalikeError } from '@soundalike/errors';
import type { SpaceAdmin, SpaceSummary } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { RefreshTracker } from '../client/refresh-tracker.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { listSpaceIndices } from '../indices/space-index.ts';
import type { SpaceIndex } from '../indices/space-index.ts';
import { countTracks } from '../queries/complete-results.ts';
import { deletePairSimilarities } from '../records/pair-similarities.ts';

/**
 * Lists and drops the spaces of a library, index by index: a rebuilt space has several, of which at most one is served.
 */
export class ElasticsearchSpaceAdmin implements SpaceAdmin {
  readonly #connection: Connection;
  readonly #names: IndexNames;

  constructor(connection: Connection, names: IndexNames) {
    this.#connection = connection;
    this.#names = names;
  }

  async list(): Promise<SpaceSummary[]> {
    const indices = await listSpaceIndices(this.#connection, this.#names);
    const summaries = await Promise.all(indices.map((each) => this.#summary(each)));
    // The sort is stable: copies of a space stay in the order of their names.
    return summaries.sort((a, b) => Number(b.served) - Number(a.served) || compare(a.space.id, b.space.id));
  }

  async drop(spaceId: string): Promise<void> {
    const copies = (await listSpaceIndices(this.#connection, this.#names)).filter(({ space }) => space.id === spaceId);
    const index = copies.filter(({ served }) => !served).map((each) => each.index);
    const isServed = index.length < copies.length;
    if (isServed && index.length === 0) {
      throw new SoundalikeError(
        'USAGE',
        `space ${spaceId}: a space that is served cannot be dropped; serve another one first`,
      );
    }
    // First, and even if the index no longer exists: a space that is created again must not find the old sample.
    if (!isServed) await deletePairSimilarities(this.#connection, this.#names, spaceId);
    if (index.length > 0)
      await this.#connection.write((client, limits) =>
        client.indices.delete({ index, ignore_unavailable: true }, limits),
      );
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #summary({ index, space, served }: SpaceIndex): Promise<SpaceSummary> {
    // This process writes through the alias.
    const alias = this.#names.spaceAlias(space.id);
    await RefreshTracker.of(this.#connection, alias).refresh(this.#connection, alias);
    return { space, tracks: await countTracks(this.#connection, index), served, bytes: await this.#bytes(index) };
  }

  /** Return the size of an index, or null on Serverless, which has no statistics of disks. */
  async #bytes(index: string): Promise<number | null> {
    const stats = await this.#connection.read((client, limits) =>
      client.indices.stats({ index, metric: ['store'] }, { ...limits, ignore: [400, 403, 404, 410] }),
    );
    return stats._all?.total?.store?.size_in_bytes ?? null;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
