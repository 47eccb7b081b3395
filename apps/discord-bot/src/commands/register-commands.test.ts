import { REST } from 'discord.js';
import { expect, test } from 'vitest';
import { orFailure } from '../bot/discord-access.ts';
import { patientDiscord } from '../testing/patient-discord.ts';
import { COMMANDS } from './definitions.ts';
import { registerCommands } from './register-commands.ts';

test.each(['guild', 'global'] as const)(
  '%s commands are written once, and again only when they differ',
  async (scope) => {
    await using simulator = await patientDiscord();
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
    expect(simulator.violations).toEqual([]);
  },
);

test('a wrong token and a guild without the bot are refused in plain words', async () => {
  await using simulator = await patientDiscord();
  const register = (token: string, guildId: string): Promise<string> =>
    orFailure(() =>
      registerCommands(new REST({ api: simulator.api }).setToken(token), simulator.world.applicationId, guildId),
    );
  await expect(register('wrong-canary', simulator.world.guildId)).rejects.toMatchObject({
    code: 'DISCORD_REFUSED',
    message: expect.stringMatching(/^DISCORD_TOKEN/u),
  });
  await expect(register('simulated-token', '123456789012345678')).rejects.toMatchObject({
    code: 'DISCORD_REFUSED',
    message: expect.stringContaining('Missing Access'),
  });
  await expect(register('wrong-canary', simulator.world.guildId)).rejects.not.toMatchObject({
    message: expect.stringContaining('canary'),
  });
});
