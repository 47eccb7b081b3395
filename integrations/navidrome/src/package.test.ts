import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { unzipSync } from 'fflate';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

/** The part of WebAssembly that is used here: Node has it, but `@types/node` does not declare it. */
interface Wasm {
  compile(bytes: Uint8Array): Promise<unknown>;
  readonly Module: {
    exports(module: unknown): { readonly name: string }[];
    imports(module: unknown): { readonly module: string; readonly name: string }[];
  };
}

const { compile, Module } = (globalThis as unknown as { readonly WebAssembly: Wasm }).WebAssembly;

const run = promisify(execFile);
const BUILD = fileURLToPath(new URL('cli/build.ts', import.meta.url));

/** What Navidrome accepts as a manifest: any other property is refused. */
const MANIFEST = z.strictObject({
  name: z.string().min(1),
  author: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/u),
  description: z.string(),
  website: z.url().optional(),
  permissions: z.strictObject({ http: z.strictObject({ reason: z.string(), requiredHosts: z.array(z.string()) }) }),
  config: z.strictObject({
    schema: z.looseObject({ $schema: z.literal('http://json-schema.org/draft-07/schema#') }),
    uiSchema: z.looseObject({ type: z.string(), elements: z.array(z.looseObject({ scope: z.string() })) }),
  }),
});

let bytes: Buffer;
let files: Record<string, Uint8Array>;
let manifest: z.infer<typeof MANIFEST>;

beforeAll(async () => {
  bytes = await built();
  files = unzipSync(bytes);
  manifest = MANIFEST.parse(JSON.parse(Buffer.from(files['manifest.json']!).toString()));
});

/** Build the package as its users do. */
async function built(env: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'navidrome-'));
  const out = join(folder, 'made', 'soundalike.ndp');
  const { stdout } = await run(process.execPath, [BUILD, '--out', out], { env: { ...process.env, ...env } });
  expect(stdout).toBe(`${out}\n`);
  const content = await readFile(out);
  await rm(folder, { recursive: true });
  return content;
}

test('the package is a manifest with the version of this program, and the plugin', async () => {
  expect(Object.keys(files).sort()).toEqual(['manifest.json', 'plugin.wasm']);
  const project = await readFile(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8');
  expect(manifest.version).toBe((JSON.parse(project) as { version: string }).version);
});

test('the plugin has the exports of its capabilities, and needs only what Navidrome gives', async () => {
  const plugin = await compile(files['plugin.wasm']!);
  const exported = Module.exports(plugin);
  expect(
    exported
      .filter(({ name }) => name.startsWith('nd_'))
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['nd_find_sonic_path', 'nd_get_similar_songs_by_track', 'nd_get_sonic_similar_tracks']);
  const needed = Module.imports(plugin).map(({ module, name }) => `${module} ${name}`);
  expect(needed.filter((each) => !each.startsWith('extism:host/env '))).toEqual(['extism:host/user http_send']);
});

test('the settings are a schema of draft 07, and every control of the form is one of them', () => {
  const ajv = new Ajv({ strict: true, useDefaults: true });
  const validate = ajv.compile(manifest.config.schema);
  const settings = { address: 'http://127.0.0.1:4600' };
  expect([validate(settings), settings]).toEqual([true, { ...settings, minSimilarity: 0, count: 100 }]);
  for (const wrong of [{}, { address: '' }, { ...settings, minSimilarity: 2 }, { ...settings, count: 501 }])
    expect(validate(wrong), JSON.stringify(wrong)).toBe(false);
  const properties = Object.keys(manifest.config.schema['properties'] as object);
  expect(manifest.config.uiSchema.elements.map(({ scope }) => scope)).toEqual(
    properties.map((name) => `#/properties/${name}`),
  );
});

test('the same sources give the same bytes, wherever and whenever they are built', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'navidrome-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  expect((await built({ TZ: 'Pacific/Kiritimati', TMPDIR: folder })).equals(bytes)).toBe(true);
});
