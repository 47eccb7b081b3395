import { Command } from 'commander';
import { runCommand } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { applicationIdOf, openRest, orFailure } from '../bot/discord-access.ts';
import { registerCommands } from '../commands/register-commands.ts';

const program = new Command('bot:register').description(
  'Registers the slash commands: in the guild DISCORD_GUILD_ID, to try them out, else everywhere. Does nothing where they are the same already.',
);

await runCommand(program, async () => {
  const settings = loadSettings();
  const rest = openRest(settings);
  const applicationId = await applicationIdOf(rest, settings);
  const result = await orFailure(() => registerCommands(rest, applicationId, settings.discordGuildId));
  const where = settings.discordGuildId === null ? 'everywhere' : `in guild ${settings.discordGuildId}`;
  process.stdout.write(
    result === 'registered' ? `Commands registered ${where}.\n` : `Commands are up to date ${where}.\n`,
  );
  return undefined;
});
