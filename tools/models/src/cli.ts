import { Command } from 'commander';
import { runCommands } from '@soundalike/command-line';
import { convertCommand } from './commands/convert.ts';
import { convertMusicnnCommand } from './commands/convert-musicnn.ts';
import { fetchCommand } from './commands/fetch.ts';
import { listCommand } from './commands/list.ts';
import { verifyCommand } from './commands/verify.ts';

const program = new Command('model')
  .description('Gets, converts and checks the weights of the embedding models.')
  .addHelpText('after', '\nModels are kept in MODEL_DIR (default: models/). CNN14_URL is another address of the Cnn14 weights.');

await runCommands(program, [
  fetchCommand(program),
  convertCommand(program),
  verifyCommand(program),
  listCommand(program),
  convertMusicnnCommand(program),
]);
