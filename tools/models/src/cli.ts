import { Command } from 'commander';
import { runCommands } from '@soundalike/command-line';
import { compareCommand } from './commands/compare.ts';
import { convertMusicnnCommand } from './commands/convert-musicnn.ts';
import { convertCommand } from './commands/convert.ts';
import { fetchCommand } from './commands/fetch.ts';
import { listCommand } from './commands/list.ts';
import { quantizeCommand } from './commands/quantize.ts';
import { verifyCommand } from './commands/verify.ts';

const program = new Command('model')
  .description('Fetch, convert, quantise and verify the weights of the embedding models.')
  .addHelpText(
    'after',
    '\nModels are stored in MODEL_DIR (default: models/). CNN14_URL names other addresses of the Cnn14 weights, ' +
      'or a file. HTTPS_PROXY, HTTP_PROXY and NO_PROXY are honoured.',
  );

await runCommands(program, [
  fetchCommand(program),
  convertCommand(program),
  quantizeCommand(program),
  compareCommand(program),
  verifyCommand(program),
  listCommand(program),
  convertMusicnnCommand(program),
]);
