import { Command } from 'commander';
import { runCommands } from '@soundalike/command-line';
import { apiCommand } from './api/api-command.ts';
import { askCommand } from './ask/ask-command.ts';
import { botCommand } from './bot/bot-command.ts';
import { descriptorCommand } from './embed/descriptor-command.ts';
import { embedCommand } from './embed/embed-command.ts';
import { stagesCommand } from './embed/stages-command.ts';
import { feedCommand } from './feed/feed-command.ts';
import { namesCommand } from './names/names-command.ts';
import { pipelineCommand } from './pipeline/pipeline-command.ts';
import { planCommand } from './plan-command.ts';
import { searchCommand } from './search/search-command.ts';
import { versionsCommand } from './versions/versions-command.ts';

const program = new Command('bench').description(
  'Measure this project next to its alternatives. Run it on an idle machine.',
);

await runCommands(program, [
  apiCommand(program),
  askCommand(program),
  botCommand(program),
  descriptorCommand(program),
  embedCommand(program),
  feedCommand(program),
  namesCommand(program),
  pipelineCommand(program),
  planCommand(program),
  searchCommand(program),
  stagesCommand(program),
  versionsCommand(program),
]);
