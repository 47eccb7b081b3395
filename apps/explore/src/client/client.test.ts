import { expect, test } from 'vitest';
import { exploreTestLibrary, writeTestLibrary } from '../testing/test-library.ts';
import { soundalikeClient } from './index.ts';

test('the client asks with its token, and its answers have the types of the routes', async () => {
  const token = 'a-token-of-24-characters';
  await using library = await writeTestLibrary(2);
  await using server = await exploreTestLibrary(library, '127.0.0.1', { exploreToken: token });
  const client = soundalikeClient(server.url, { token });
  const id = library.tracks[0]!.id;
  const response = await client.similar.$post({ json: { like: [{ id }], count: 3 } });
  if (response.status !== 200) expect.fail((await response.json()).detail);
  const { matches } = await response.json();
  const titles: readonly string[] = matches.map(({ track }) => track.title);
  expect(titles).toHaveLength(3);

  const refused = await soundalikeClient(server.url).library.$get();
  if (refused.status === 200) expect.fail('answered without a token');
  expect((await refused.json()).code).toBe('TOKEN_MISSING');
});
