import { expect, test } from 'vitest';
import { simulatedUser } from '@soundalike/discord-simulator';
import type { Answer } from '@soundalike/discord-simulator';
import { environmentOf, runProgram, startBot } from '../testing/bot-process.ts';
import { discordWithLongTimeouts } from '../testing/bot-test.ts';
import { manyTracks, temporaryLibrary } from '../testing/temporary-library.ts';

const ROUNDS = 30;

test('two processes with one token, as in a rolling update, answer everything once', async () => {
  await using simulator = await discordWithLongTimeouts({ roundTripMs: 20 });
  await using library = await temporaryLibrary(manyTracks(40), { BOT_COOLDOWN_SECONDS: '0' });
  const env = environmentOf(simulator, { STORE_PATH: library.settings.storePath, BOT_COOLDOWN_SECONDS: '0' });
  await runProgram('register', env);
  const connected = (count: number) => (): boolean =>
    simulator.gateway.sessions.filter(({ isConnected }) => isConnected).length === count;
  using older = startBot(env);
  await expect.poll(connected(1)).toBe(true);
  using newer = startBot(env);
  await expect.poll(connected(2)).toBe(true);

  const first = await simulator.command('recommend');
  const answers: Promise<Answer>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const user = simulatedUser();
    answers.push(
      simulator.command('recommend', { user }),
      simulator.press(first.message, 'Another', user),
      simulator.autocomplete('recommend', 'song', 'title', user),
    );
    // The older process is stopped in the middle, with answers on their way.
    if (round === ROUNDS / 2) older.child.kill('SIGTERM');
    await answers[round];
  }
  for (const { messages, choices } of await Promise.all(answers)) {
    const visible = messages.filter(({ deleted }) => !deleted);
    expect([visible.length, choices.length > 0]).toEqual(choices.length > 0 ? [0, true] : [1, false]);
    for (const { text, edits } of visible)
      expect({ text, edits }).toEqual({ text: expect.stringMatching(/^###/u), edits: 0 });
  }
  expect((await older.ended).code).toBe(0);
  newer.child.kill('SIGTERM');
  expect((await newer.ended).code).toBe(0);
  // The slower process of the two is refused, and leaves the interaction to the other.
  expect(simulator.violations.filter((violation) => !violation.includes('40060'))).toEqual([]);
});
