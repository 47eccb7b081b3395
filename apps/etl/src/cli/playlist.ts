import { Command } from 'commander';
import { runCommands } from '@soundalike/command-line';
import { push, pushCommand } from './playlist/push.ts';

const program = new Command('playlist').description('Bring playlists to players.').addCommand(pushCommand);

await runCommands(program, [[pushCommand, push]]);
