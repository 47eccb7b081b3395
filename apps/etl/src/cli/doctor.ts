import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { isSoundalikeError } from '@soundalike/errors';
import { EXIT_CODE, print, printable, runCommand } from '@soundalike/command-line';
import { diagnoseElasticsearch, elasticsearchRole } from '@soundalike/es-store';
import type { Check, KeyHolder } from '@soundalike/es-store';
import { loadElasticsearchAlias, loadSettings } from '@soundalike/settings';
import { recordedDataset } from '../library/library-record.ts';
import { findInstalledModel } from '../model/find-model.ts';
import { openRecords, openSpaces } from '@soundalike/store-opener';
import type { StoreSettings } from '@soundalike/store-opener';
import { checkDevices } from '../doctor/check-devices.ts';
import { checkMemory } from '../doctor/check-memory.ts';
import { checkStandIn } from '../doctor/check-stand-in.ts';
import {
  checkModelFolder,
  checkPlaylistFolder,
  checkStoreFolder,
  checkTemporaryFolder,
} from '../doctor/check-folders.ts';

const MARKS: Readonly<Record<Check['status'], string>> = { ok: 'ok     ', warning: 'warning', fault: 'FAULT  ' };
/** Blanks before a cure: the width of a mark. */
const CURE_INDENT = 8;

const program = new Command('doctor')
  .description(
    'Check the configuration, the folders that programs write to, the devices that models can run on, and the store, and print how to fix each fault. ' +
      'Exits with 1 if there is a fault.',
  )
  .addOption(new Option('--for <program>', 'program whose API key is checked').choices(['etl', 'bot']).default('etl'))
  .addOption(
    new Option('--role <program>', 'only print the role that its API key for Elasticsearch needs').choices([
      'etl',
      'bot',
    ]),
  )
  .option('--json', 'print JSON on stdout');

await runCommand(program, async (signal) => {
  const { for: holder, json, role } = program.opts<{ for: KeyHolder; json?: boolean; role?: KeyHolder }>();
  if (role !== undefined) {
    process.stdout.write(`${JSON.stringify(elasticsearchRole(role, loadElasticsearchAlias()), null, 2)}\n`);
    return EXIT_CODE.ok;
  }
  const checks = await checkEverything(holder, signal);
  if (json) process.stdout.write(`${JSON.stringify(checks)}\n`);
  else checks.forEach(printCheck);
  return checks.some(({ status }) => status === 'fault') ? EXIT_CODE.failed : EXIT_CODE.ok;
});

function printCheck({ name, status, finding, cure }: Check): void {
  print(`${MARKS[status]} ${name}: ${printable(finding)}`, CURE_INDENT);
  if (cure !== null) print(`${' '.repeat(CURE_INDENT)}→ ${cure}`, 2);
}

async function checkEverything(holder: KeyHolder, signal: AbortSignal): Promise<Check[]> {
  const checks: Check[] = [];
  try {
    const settings = loadSettings((finding, cure) =>
      checks.push({ name: 'environment', status: 'warning', finding, cure }),
    );
    checks.push(await checkTemporaryFolder());
    // The bot neither downloads models nor writes playlists, and embeds attached files on the CPU.
    if (holder === 'etl') {
      checks.push(await checkModelFolder(settings), ...(await checkStandIn(settings)));
      // Once for both: its files are read and compared with their digests.
      const model = findInstalledModel(settings, signal);
      checks.push(...(await checkMemory(model, settings)), ...(await checkDevices(model, settings, signal)));
      if (settings.playlistDir !== null) checks.push(await checkPlaylistFolder(settings.playlistDir));
    }
    checks.push(
      ...(settings.elasticsearch
        ? await diagnoseElasticsearch(settings.elasticsearch, holder)
        : await diagnoseEmbedded(settings)),
    );
    return checks;
  } catch (error) {
    if (!isSoundalikeError(error, 'CONFIG_INVALID')) throw error;
    const cure = 'correct it in the environment or in .env (.env.example lists every setting)';
    return [...checks, { name: 'configuration', status: 'fault', finding: error.message, cure }];
  }
}

async function diagnoseEmbedded(settings: StoreSettings): Promise<Check[]> {
  const { storePath } = settings;
  const store = `the embedded store, SQLite ${process.versions.sqlite}, at ${storePath}`;
  const folder = await checkStoreFolder(settings);
  const checks: Check[] = [{ name: 'configuration', status: 'ok', finding: store, cure: null }, folder];
  if (folder.status === 'fault') return checks;
  if (!existsSync(storePath))
    return [...checks, { name: 'space', status: 'warning', finding: 'no store exists yet', cure: 'run npm start' }];
  return [...checks, await checkEmbeddedSpace(settings)];
}

async function checkEmbeddedSpace(settings: StoreSettings): Promise<Check> {
  try {
    await using spaces = await openSpaces(settings);
    const served = (await spaces.list()).find((each) => each.served);
    if (!served) return { name: 'space', status: 'warning', finding: 'nothing is served yet', cure: 'run npm start' };
    await using records = await openRecords(settings, { readOnly: true });
    const dataset = await recordedDataset(records);
    return {
      name: 'space',
      status: 'ok',
      finding: `${served.space.id} (${served.space.dims} values) is served, with ${served.tracks} track(s)${dataset === null ? '' : ` of ${dataset}`}`,
      cure: null,
    };
  } catch (error) {
    if (!isSoundalikeError(error)) throw error;
    const cure =
      error.code === 'STORE_SCHEMA_NEWER'
        ? 'update this program'
        : 'move the file away and index again, or restore a backup of it (docs/back-up.md)';
    return { name: 'space', status: 'fault', finding: error.message, cure };
  }
}
