import { Command } from 'commander';
import { print, runCommand } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { registerCommands } from '../commands/register-commands.ts';
import { applicationIdOf, openRest } from '../discord/discord-access.ts';
import { withDiscordErrors } from '../discord/discord-errors.ts';

const program = new Command('bot:register').description(
  'Register the slash commands: in the server DISCORD_GUILD_ID if it is set, to try them out, otherwise everywhere. ' +
    'Do nothing if they are up to date.',
);

await runCommand(program, async () => {
  const settings = loadSettings();
  const rest = openRest(settings);
  const applicationId = await applicationIdOf(rest, settings);
  const result = await withDiscordErrors(() => registerCommands(rest, applicationId, settings.discordGuildId));
  const where = settings.discordGuildId === null ? 'everywhere' : `in guild ${settings.discordGuildId}`;
  print(result === 'registered' ? `Commands registered ${where}.` : `Commands are up to date ${where}.`);
  return undefined;
});
