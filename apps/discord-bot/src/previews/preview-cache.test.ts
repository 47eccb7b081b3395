import { expect, test } from 'vitest';
import { trackOf } from '../testing/temporary-library.ts';
import { cachedPreviews } from './preview-cache.ts';

test('a preview is cut once, also for two who listen at the same time', async () => {
  const cut: string[] = [];
  const previewOf = cachedPreviews(async ({ id }) => {
    cut.push(id);
    return Buffer.from(id);
  });
  const track = trackOf(1);
  const [first, second] = await Promise.all([previewOf(track), previewOf(track)]);
  expect(await previewOf(track)).toEqual(first);
  expect(second).toEqual(first);
  expect(cut).toEqual([track.id]);
});

test('the number of previews and their bytes are bounded: the ones unused for longest go', async () => {
  let cuts = 0;
  const cut = async (): Promise<Buffer> => {
    cuts++;
    return Buffer.alloc(100);
  };
  for (const limits of [{ max: 2 }, { maxBytes: 250 }]) {
    const previewOf = cachedPreviews(cut, limits);
    cuts = 0;
    for (const n of [1, 2, 1, 3, 1]) await previewOf(trackOf(n));
    expect(cuts).toBe(3);
    await previewOf(trackOf(2));
    expect(cuts).toBe(4);
  }
});

test('a track that cannot be played, or fails, is tried again', async () => {
  const answers = [null, new Error('broken'), Buffer.from('mp3')];
  const previewOf = cachedPreviews(async () => {
    const answer = answers.shift()!;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  expect(await previewOf(trackOf(1))).toBeNull();
  await expect(previewOf(trackOf(1))).rejects.toThrow('broken');
  expect(await previewOf(trackOf(1))).toEqual(Buffer.from('mp3'));
});
