import { REST, Routes } from 'discord.js';
import { expect } from 'vitest';
import { withDiscordErrors } from '../discord/discord-errors.ts';
import { discordWithLongTimeouts, test } from '../testing/bot-test.ts';
import { COMMANDS } from './definitions.ts';
import { registerCommands } from './register-commands.ts';

test.for(['guild', 'global'] as const)(
  '%s commands are written once, and again only when they differ',
  async (scope, { simulator }) => {
    const { applicationId, guildId } = simulator.world;
    const rest = new REST({ api: simulator.api }).setToken('simulated-token');
    const register = (): Promise<string> => registerCommands(rest, applicationId, scope === 'guild' ? guildId : null);

    expect(await register()).toBe('registered');
    expect(simulator.commands[scope].map(({ name }) => name)).toEqual([
      'recommend',
      'blend',
      'journey',
      'station',
      'recommend-reset',
      'help',
    ]);
    expect(simulator.commands[scope === 'guild' ? 'global' : 'guild']).toEqual([]);
    expect(await register()).toBe('unchanged');
    expect(simulator.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(1);
    expect(simulator.violations).toEqual([]);
  },
);

const [recommend, ...rest] = COMMANDS;
test.for([
  ['an option less', [{ ...recommend!, options: recommend!.options!.slice(1) }, ...rest]],
  ['a command less', [recommend]],
  ['another description', [{ ...recommend, description: 'Before' }, ...rest]],
  ['another localization', [{ ...recommend, description_localizations: { pl: 'Inny opis' } }, ...rest]],
  ['other contexts', [{ ...recommend, contexts: [0] }, ...rest]],
  ['a command more', [...COMMANDS, { name: 'older', description: 'Of an older version' }]],
] as const)('%s than in this version is replaced', async ([, others], { simulator }) => {
  const { applicationId } = simulator.world;
  const api = new REST({ api: simulator.api }).setToken('simulated-token');
  await api.put(Routes.applicationCommands(applicationId), { body: others });
  expect(await registerCommands(api, applicationId, null)).toBe('registered');
  expect(await registerCommands(api, applicationId, null)).toBe('unchanged');
});

test('the order of commands and a localization that repeats the default text make no difference', async ({
  simulator,
}) => {
  const { applicationId } = simulator.world;
  const api = new REST({ api: simulator.api }).setToken('simulated-token');
  const repeated = COMMANDS.map((command) => ({
    ...command,
    description_localizations: { ...command.description_localizations, pl: command.description },
  }));
  await api.put(Routes.applicationCommands(applicationId), { body: repeated.toReversed() });
  expect(await registerCommands(api, applicationId, null)).toBe('unchanged');
});

test('a wrong token and a guild without the bot are refused with a clear message', async () => {
  await using simulator = await discordWithLongTimeouts();
  const register = (token: string, guildId: string): Promise<string> =>
    withDiscordErrors(() =>
      registerCommands(new REST({ api: simulator.api }).setToken(token), simulator.world.applicationId, guildId),
    );
  await expect(register('wrong-canary', simulator.world.guildId)).rejects.toMatchObject({
    code: 'DISCORD_REFUSED',
    message: expect.stringMatching(/^DISCORD_TOKEN is not a bot token that Discord accepts/u),
  });
  await expect(register('simulated-token', '123456789012345678')).rejects.toMatchObject({
    code: 'DISCORD_REFUSED',
    message: expect.stringContaining('Missing Access'),
  });
  await expect(register('wrong-canary', simulator.world.guildId)).rejects.not.toMatchObject({
    message: expect.stringContaining('canary'),
  });
});
