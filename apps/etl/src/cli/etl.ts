import { runCommands } from '@soundalike/command-line';
import { backUp, backupCommand } from './etl/backup.ts';
import { failuresCommand, listFailures } from './etl/failures.ts';
import { historyCommand, showHistory } from './etl/history.ts';
import { rebuild, rebuildCommand } from './etl/rebuild.ts';
import { etlCommand, runEtl } from './etl/run.ts';
import { listSpaces, pruneCommand, pruneSpaces, spacesCommand } from './etl/spaces.ts';

etlCommand
  .addCommand(failuresCommand)
  .addCommand(historyCommand)
  .addCommand(spacesCommand)
  .addCommand(pruneCommand)
  .addCommand(backupCommand)
  .addCommand(rebuildCommand);

await runCommands(etlCommand, [
  [etlCommand, runEtl],
  [failuresCommand, listFailures],
  [historyCommand, showHistory],
  [spacesCommand, listSpaces],
  [pruneCommand, pruneSpaces],
  [backupCommand, backUp],
  [rebuildCommand, rebuild],
]);
