import { runCommands } from '@soundalike/command-line';
import { deleteCommand, deleteStation, listCommand, listStations, renewCommand, renewSaved } from './station/manage.ts';
import { playStation, stationCommand } from './station/play.ts';
import { saveCommand, saveStation } from './station/save.ts';

stationCommand.addCommand(saveCommand).addCommand(listCommand).addCommand(deleteCommand).addCommand(renewCommand);

await runCommands(stationCommand, [
  [stationCommand, playStation],
  [saveCommand, saveStation],
  [listCommand, listStations],
  [deleteCommand, deleteStation],
  [renewCommand, renewSaved],
]);
