import { afterAll, beforeAll, expect, test } from 'vitest';
import { findMatches } from '@soundalike/catalog';
import { openServedStore } from '@soundalike/store-opener';
import { writeTestLibrary } from '../../testing/test-library.ts';
import type { TestLibrary } from '../../testing/test-library.ts';
import { QuestionPool } from './question-pool.ts';
import { QuestionThreads } from './question-threads.ts';
import type { AnswerOf } from './answer-question.ts';

type Similar = AnswerOf<'similarTracks'>;

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

test('one thread answers short questions together and a long one alone, each with its own answer or error', async () => {
  await using threads = new QuestionThreads(settingsOf(library), 1, 30_000);
  const [from, to] = [{ id: library.tracks[0]!.id }, { id: library.tracks[5]!.id }];
  const similar = (id: string) =>
    threads.ask({ name: 'similarTracks', question: { id, count: 3, limits: {} } }) as Promise<Similar>;
  const answers = await Promise.allSettled([
    ...library.tracks.map(({ id }) => similar(id)),
    similar('nobody'),
    threads.ask({ name: 'journey', question: { from, to, length: 4 } }),
    ...library.tracks.map(({ id }) => similar(id)),
  ]);
  const nobody = library.tracks.length;
  expect(answers[nobody]).toMatchObject({ status: 'rejected', reason: { code: 'TRACK_NOT_FOUND' } });
  expect(answers[nobody + 1]).toMatchObject({ status: 'fulfilled', value: { tracks: { length: 4 } } });
  for (const [index, { id }] of library.tracks.entries()) {
    expect(answers[index]).toMatchObject({ status: 'fulfilled', value: { track: { id } } });
    expect(answers[nobody + 2 + index]).toEqual(answers[index]);
    expect((await similar(id)).matches).toEqual((answers[index] as PromiseFulfilledResult<Similar>).value.matches);
  }
});

test('questions that wait when the threads are closed are ended, and later ones are refused', async () => {
  const threads = new QuestionThreads(settingsOf(library), 1, 30_000);
  const ask = () =>
    threads.ask({ name: 'similarTracks', question: { id: library.tracks[0]!.id, count: 3, limits: {} } });
  const asked = Promise.allSettled([ask(), ask()]);
  await threads[Symbol.asyncDispose]();
  expect((await asked)[1]).toMatchObject({ status: 'rejected', reason: { code: 'ABORTED' } });
  await expect(ask()).rejects.toMatchObject({ code: 'ABORTED' });
});

test('a question that waited too long is refused, and the next one is answered', async () => {
  await using threads = new QuestionThreads(settingsOf(library), 1, 30_000, 20);
  // The start of a thread takes longer than that.
  const ask = () =>
    threads.ask({ name: 'similarTracks', question: { id: library.tracks[0]!.id, count: 3, limits: {} } });
  const answers = await Promise.allSettled([ask(), ask()]);
  expect(answers).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'QUEUE_FULL' } }]);
  await ask();
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
