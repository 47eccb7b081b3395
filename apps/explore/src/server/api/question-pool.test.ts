import { afterAll, beforeAll, expect, test } from 'vitest';
import { findMatches } from '@soundalike/catalog';
import { openServedStore } from '@soundalike/store-opener';
import { writeTestLibrary } from '../../testing/test-library.ts';
import type { TestLibrary } from '../../testing/test-library.ts';
import { QuestionPool } from './question-pool.ts';

let library: TestLibrary;
beforeAll(async () => {
  library = await writeTestLibrary(1);
});
afterAll(() => library[Symbol.asyncDispose]());

const settingsOf = ({ storePath }: TestLibrary) => ({ storePath, elasticsearch: null });

test('threads answer many questions at once as the store does', async () => {
  const handle = openServedStore(settingsOf(library));
  await using pool = new QuestionPool(handle, settingsOf(library));
  const answers = await Promise.all(
    library.tracks.map(({ id }) => pool.ask('similarTracks', { id, count: 3, limits: {} })),
  );
  for (const [index, { track, matches }] of answers.entries()) {
    const expected = await handle.use((store) => findMatches(store, { like: [{ track: library.tracks[index]! }] }));
    expect(track.id).toBe(library.tracks[index]!.id);
    expect(matches.map((match) => match.track.id)).toEqual(expected.map((match) => match.track.id));
  }
  await handle.close();
});

test('an error keeps its code, and what takes too long is ended', async () => {
  const handle = openServedStore(settingsOf(library));
  await using pool = new QuestionPool(handle, settingsOf(library));
  const unknown = pool.ask('similarTracks', { id: 'nobody', count: 3, limits: {} });
  await expect(unknown).rejects.toMatchObject({ code: 'TRACK_NOT_FOUND' });
  await using hasty = new QuestionPool(handle, settingsOf(library), 1);
  const slow = hasty.ask('similarTracks', { id: library.tracks[0]!.id, count: 3, limits: {} });
  await expect(slow).rejects.toMatchObject({ code: 'ABORTED' });
  await handle.close();
});
