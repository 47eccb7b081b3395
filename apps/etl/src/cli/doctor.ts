import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Command, Option } from 'commander';
import { isSoundalikeError } from '@soundalike/errors';
import { EXIT_CODE, printable, runCommand } from '@soundalike/command-line';
import { diagnoseElasticsearch } from '@soundalike/es-store';
import type { Check, KeyHolder } from '@soundalike/es-store';
import { loadSettings } from '@soundalike/settings';
import { openSpaces } from '@soundalike/store-opener';
import type { StoreSettings } from '@soundalike/store-opener';

const MARKS: Readonly<Record<Check['status'], string>> = { ok: 'ok     ', warning: 'warning', fault: 'FAULT  ' };

const program = new Command('doctor')
  .description(
    'Checks the configuration and the store that it names, and says the cure for each fault. Exits with 1 where there is one.',
  )
  .addOption(new Option('--for <who>', 'whose API key is checked').choices(['etl', 'bot']).default('etl'))
  .option('--json', 'print JSON on stdout');

await runCommand(program, async () => {
  const { for: holder, json } = program.opts<{ for: KeyHolder; json?: boolean }>();
  const checks = await checkEverything(holder);
  process.stdout.write(json ? `${JSON.stringify(checks)}\n` : checks.map(line).join(''));
  return checks.some(({ status }) => status === 'fault') ? EXIT_CODE.failed : EXIT_CODE.ok;
});

function line({ name, status, finding, cure }: Check): string {
  return `${MARKS[status]} ${name}: ${printable(finding)}\n${cure === null ? '' : `        → ${cure}\n`}`;
}

async function checkEverything(holder: KeyHolder): Promise<Check[]> {
  try {
    const settings = loadSettings();
    return await (settings.elasticsearch
      ? diagnoseElasticsearch(settings.elasticsearch, holder)
      : diagnoseEmbedded(settings));
  } catch (error) {
    if (!isSoundalikeError(error, 'CONFIG_INVALID')) throw error;
    return [
      {
        name: 'configuration',
        status: 'fault',
        finding: error.message,
        cure: 'mend it in the environment or in .env (.env.example shows every setting)',
      },
    ];
  }
}

async function diagnoseEmbedded(settings: StoreSettings): Promise<Check[]> {
  const { storePath } = settings;
  const checks: Check[] = [
    {
      name: 'configuration',
      status: 'ok',
      finding: `the embedded store, SQLite ${process.versions.sqlite}, at ${storePath}`,
      cure: null,
    },
  ];
  const folder = nearestFolder(storePath);
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    checks.push({ name: 'folder', status: 'ok', finding: `${folder} can be written`, cure: null });
  } catch {
    return [
      ...checks,
      {
        name: 'folder',
        status: 'fault',
        finding: `${folder} cannot be written`,
        cure: 'give this user the right to, or set STORE_PATH to another place',
      },
    ];
  }
  if (!existsSync(storePath))
    return [...checks, { name: 'space', status: 'warning', finding: 'there is no store yet', cure: 'run npm start' }];
  return [...checks, await checkEmbeddedSpace(settings)];
}

async function checkEmbeddedSpace(settings: StoreSettings): Promise<Check> {
  try {
    await using spaces = await openSpaces(settings);
    const served = (await spaces.list()).find((each) => each.served);
    if (!served) return { name: 'space', status: 'warning', finding: 'nothing is served yet', cure: 'run npm start' };
    return {
      name: 'space',
      status: 'ok',
      finding: `${served.space.id} (${served.space.dims} values) is served, with ${served.tracks} track(s)`,
      cure: null,
    };
  } catch (error) {
    if (!isSoundalikeError(error)) throw error;
    const cure =
      error.code === 'STORE_SCHEMA_NEWER'
        ? 'update this program'
        : 'move the file away and index again, or bring back a copy of it';
    return { name: 'space', status: 'fault', finding: error.message, cure };
  }
}

/** The folder that holds the file, or would be made for it. */
function nearestFolder(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) || folder === path ? folder : nearestFolder(folder);
}
