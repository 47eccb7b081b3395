import { join, resolve } from 'node:path';
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import { beforeAll, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const RULE = '@nx/enforce-module-boundaries';

// The rule reads the graph of projects from the cache that this fills.
beforeAll(() => createProjectGraphAsync());

async function violations(room: string, imported: string): Promise<string[]> {
  const eslint = new ESLint({ cwd: join(ROOT, room) });
  const [result] = await eslint.lintText(`import * as it from '${imported}';\nexport { it };\n`, {
    filePath: join(ROOT, room, 'src/index.ts'),
  });
  return result!.messages.flatMap(({ ruleId, message }) => (ruleId === RULE ? [message] : []));
}

test.each([
  ['libs/catalog', '@soundalike/sqlite-store'],
  ['libs/audio-core', '@soundalike/sqlite-store'],
  ['libs/sqlite-store', '@soundalike/audio-core'],
  ['libs/es-store', '@soundalike/sqlite-store'],
  ['libs/settings', '@soundalike/audio-core'],
  ['libs/errors', '@soundalike/catalog'],
])('%s may not import %s', async (room, imported) => expect(await violations(room, imported)).not.toEqual([]));

test.each([
  ['libs/sqlite-store', '@soundalike/catalog'],
  ['apps/etl', '@soundalike/audio-core'],
])('%s may import %s', async (room, imported) => expect(await violations(room, imported)).toEqual([]));
