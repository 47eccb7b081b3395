import { Command } from 'commander';
import { MEBIBYTES, createWorkDisplay, print } from '@soundalike/command-line';
import { backUpStore } from '@soundalike/store-opener';
import { loadSettings } from '@soundalike/settings';

/** The command `etl backup`. */
export const backupCommand = new Command('backup')
  .description(
    'Copy the embedded store into a file, also while programs read and write it. ' +
      'The file appears when the copy is complete and checked. ' +
      'How to restore a copy: docs/back-up.md. Elasticsearch has snapshots instead.',
  )
  .argument('<file>', 'file of the copy; its folder must exist')
  .option('--force', 'replace the file if it exists');

/** Run `etl backup`. */
export async function backUp(signal: AbortSignal): Promise<undefined> {
  const settings = loadSettings();
  const [target = ''] = backupCommand.args;
  const { force = false } = backupCommand.opts<{ force?: boolean }>();
  const display = createWorkDisplay('Backing up', MEBIBYTES);
  const bytes = await backUpStore(settings, {
    target,
    overwrite: force,
    onProgress: display.progress,
    signal,
  }).finally(() => display.stop());
  print(
    `Copied ${settings.storePath} to ${target}, ${(bytes / MEBIBYTES.perUnit).toFixed(1)} MiB; the copy was checked.`,
  );
}
