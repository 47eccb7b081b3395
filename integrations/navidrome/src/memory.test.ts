import { expect, test } from 'vitest';
import { compilePlugin } from './build/compile-plugin.ts';
import { hostPluginQuickly, passedOn } from './testing/navidrome-host.ts';

const TRACK = {
  title: 'Song 🦊 "quoted"',
  artist: 'Al feat. Bo',
  artists: ['Al', 'Bo'],
  album: 'LP',
  durationSeconds: 200.123,
  isrc: 'GBAYE0601498',
  musicBrainzRecordingId: null,
};

function answerOf(songs: number): string {
  return passedOn(
    JSON.stringify({ matches: Array.from({ length: songs }, () => ({ track: TRACK, similarity: 0.5 })) }),
  );
}

test('thousands of calls need no more memory than the first ones', async () => {
  const [longest, usual] = [answerOf(500), answerOf(10)];
  let answer = longest;
  const config = { address: 'http://127.0.0.1:1', count: '500' };
  await using host = await hostPluginQuickly(await compilePlugin(), config, () => answer);
  const call = () => host.call('nd_get_sonic_similar_tracks', { song: { name: 'x' } });
  for (let n = 0; n < 10; n++) await call();
  const before = await host.memoryBytes();
  for (let n = 0; n < 3000; n++) {
    answer = n % 100 === 0 ? longest : usual;
    await call();
  }
  expect(await host.memoryBytes()).toBe(before);
  expect(before).toBeLessThan(32 * 2 ** 20);
});
