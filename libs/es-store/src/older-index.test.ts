import { Client } from '@elastic/elasticsearch';
import type { estypes } from '@elastic/elasticsearch';
import { NO_TAGS } from '@soundalike/catalog';
import type { EmbeddingSpace, Track } from '@soundalike/catalog';
import { testSpace, testTracks, withoutEmbedding } from '@soundalike/catalog/testing';
import { expect, onTestFinished, test } from 'vitest';
import { diagnoseElasticsearch } from './diagnose-elasticsearch.ts';
import { indexNames } from './indices/index-names.ts';
import { trackDocument } from './mapping/track-document.ts';
import { mappingExtension, trackMapping } from './mapping/track-mapping.ts';
import { openElasticsearchStore } from './open-stores.ts';
import { destroyLibrary, testOptions, testUrl } from './testing/test-options.ts';

const FIELDS_OF_SCHEMA_2 = ['title', 'artist', 'album', 'albumArtist', 'year', 'genre', 'trackNo'] as const;

/** Return the mapping of schema 2, without the fields that were added since. */
function mappingOfSchema2(space: EmbeddingSpace): estypes.MappingTypeMapping {
  const { properties = {}, ...mapping } = trackMapping(space, 'int8_hnsw');
  const added = new Set(Object.keys(mappingExtension(space).properties ?? {}));
  const kept = Object.entries(properties).filter(([name]) => !added.has(name));
  return { ...mapping, properties: Object.fromEntries(kept), _meta: { soundalike: { schema: 2, space } } };
}

test.skipIf(testUrl === null)('an index of schema 2 is read as it is, and extended by the first writer', async () => {
  const options = testOptions();
  const client = new Client({ node: testUrl! });
  onTestFinished(async () => {
    await client.close();
    await destroyLibrary(options);
  });
  const space = testSpace();
  const tracks = testTracks(5, space);
  const names = indexNames(options.alias);
  const index = names.spaceIndex(space.id);
  const mapping = mappingOfSchema2(space);
  await client.indices.create({
    index,
    mappings: mapping,
    aliases: { [names.spaceAlias(space.id)]: {}, [names.served]: {} },
  });
  for (const track of tracks) {
    const document = Object.entries(trackDocument(track, space.dims)).filter(([name]) => name in mapping.properties!);
    await client.create({ index, id: track.id, document: Object.fromEntries(document), refresh: true });
  }
  const ids = tracks.map(({ id }) => id);
  {
    await using reader = await openElasticsearchStore(options);
    const known = (track: Track) => Object.fromEntries(FIELDS_OF_SCHEMA_2.map((field) => [field, track[field]]));
    expect(await reader.get(ids)).toEqual(
      tracks.map((track) => ({ ...withoutEmbedding(track), ...NO_TAGS, ...known(track) })),
    );
    expect((await reader.search('title 3', 5)).map(({ title }) => title)).toEqual(['Title 3']);
    expect(await reader.similarTo(ids[0]!, 3)).toHaveLength(3);
    expect((await Array.fromAsync(reader.list())).map(({ tagReaderVersion }) => tagReaderVersion)).toEqual(
      Array(5).fill(0),
    );
  }
  expect((await diagnoseElasticsearch(options)).at(-1)).toMatchObject({
    name: 'mapping',
    status: 'warning',
    cure: expect.stringContaining('run the ETL'),
  });
  await using writer = await openElasticsearchStore({ ...options, space });
  await writer.upsert(tracks.slice(0, 2));
  await writer.patch([{ id: ids[2]!, metadata: tracks[2]! }]);
  expect(await writer.get(ids.slice(0, 3))).toEqual(tracks.slice(0, 3).map(withoutEmbedding));
  expect((await diagnoseElasticsearch(options)).at(-1)).toMatchObject({ name: 'mapping', status: 'ok' });
});
