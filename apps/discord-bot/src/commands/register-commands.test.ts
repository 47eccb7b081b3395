import { REST } from 'discord.js';
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
    expect(simulator.commands[scope].map(({ name }) => name)).toEqual(['recommend', 'recommend-reset']);
    expect(simulator.commands[scope === 'guild' ? 'global' : 'guild']).toEqual([]);
    expect(await register()).toBe('unchanged');
    expect(simulator.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(1);

    const [recommend] = COMMANDS;
    const older = { ...recommend!, options: recommend!.options!.slice(1) };
    for (const others of [
      [older, COMMANDS[1]],
      [COMMANDS[0]],
      [{ ...recommend, description: 'Before' }, COMMANDS[1]],
    ]) {
      await rest.put(`/applications/${applicationId}${scope === 'guild' ? `/guilds/${guildId}` : ''}/commands`, {
        body: others,
      });
      expect(await register()).toBe('registered');
      expect(await register()).toBe('unchanged');
    }
  },
);

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
