import { REST } from 'discord.js';
import { expect } from 'vitest';
import { simulatedUser } from '@soundalike/discord-simulator';
import { registerCommands } from '../commands/register-commands.ts';
import { test } from '../testing/bot-test.ts';
import { runningBot } from '../testing/running-bot.ts';
import { manyTracks, temporaryLibrary } from '../testing/temporary-library.ts';

test('help explains everything to the member only, in their language and with their names of the options', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(manyTracks(2));
  await using _bot = await runningBot(simulator, library.settings);
  const english = await simulator.command('help');
  expect(english.message.ephemeral).toBe(true);
  expect(english.message.text).toMatch(/`\/recommend other_artists:`|`other_artists:`/u);
  expect(english.message.text).not.toContain('Listen');
  // The sentence stands after others here, so it says itself what it is about.
  expect(english.message.text).toMatch(/^To leave out songs for you, I store your Discord user id/mu);
  const french = await simulator.command('help', { user: simulatedUser('Zoé', 'fr') });
  expect(french.message.text).toMatch(/`\/recommend morceau:`/u);
  expect(french.message.text).not.toMatch(/[{}]/u);
});

test('a card is in the language of the member who asked; private answers in that of the member who gets them', async ({
  simulator,
}) => {
  await using library = await temporaryLibrary(manyTracks(8));
  await using _bot = await runningBot(simulator, library.settings);
  const spanish = simulatedUser('Eva', 'es-ES');
  const { message } = await simulator.command('recommend', { user: spanish });
  expect(message.text).toContain('Las canciones que más se le parecen:');
  const [choice] = message.selects[0]!.options;
  const left = await simulator.select(message, 'No es para mí…', [choice!.label], simulatedUser('Yuki', 'ja'));
  expect(left.message.text).toContain('今後おすすめしません');
  expect((await simulator.press(message, 'Otra', simulatedUser('Max', 'de'))).message.text).toContain('klingen am');
  const unknown = await simulator.command('recommend', { options: { song: 'zzz' }, user: simulatedUser('Kim', 'ko') });
  expect(unknown.message.text).toContain('I do not know that song');
});

test.for(['other-guild', 'bot-dm', 'private-channel'] as const)(
  'members who installed the bot for themselves can use it in a %s',
  async (place, { simulator }) => {
    await using library = await temporaryLibrary(manyTracks(8));
    await using bot = await runningBot(simulator, library.settings);
    const rest = new REST({ api: simulator.api }).setToken('simulated-token');
    await registerCommands(rest, simulator.world.applicationId, null);
    const user = simulatedUser();
    const { message } = await simulator.command('recommend', { user, place });
    for (let n = 0; n < 7; n++) await simulator.press(message, 'More like #1', user);
    expect((await simulator.press(message, 'Another', user)).messages).toEqual([]);
    const [choice] = message.selects[0]!.options;
    await simulator.select(message, 'Not for me …', [choice!.label], user);
    expect(await bot.services.preferences.leftOutBy(user.id)).toHaveLength(1);
  },
);
