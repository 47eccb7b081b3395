import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROOT, textOf } from './repository.ts';

interface Locked {
  readonly dev?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(textOf('package-lock.json')) as { packages: Readonly<Record<string, Locked>> };
const locked = (name: string): Locked | undefined => packages[`node_modules/${name}`];

/**
 * Packages with programs of several systems inside, looked at by hand in this version. The Dockerfile fails where the
 * system's own is missing.
 */
const BRING_ALL_SYSTEMS: readonly string[] = ['onnxruntime-node'];

/** Packages that leave their programs to packages of one system each, as optional dependencies. */
const split = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) => {
  const parts = Object.keys(optionalDependencies)
    .map(locked)
    .filter((part) => part?.os?.includes('linux') && part.libc?.includes('musl') !== true);
  return parts.length > 0 ? [[path, parts.map((part) => part!.cpu!).flat()] as const] : [];
});

test.each(split)('%s has programs for Linux on amd64 and arm64', (_, processors) =>
  expect(processors).toEqual(expect.arrayContaining(['x64', 'arm64'])),
);

test('FFmpeg and the tools of the page are among them', () => {
  const names = split.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect(names).toEqual(expect.arrayContaining(['node-av', 'rolldown', 'lightningcss']));
});

test('no other package that runs in production has native programs', () => {
  const holders = globSync('node_modules/{*,@*/*}/**/*.node', { cwd: ROOT })
    .map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(path)![1]!)
    .filter((name) => locked(name)?.dev !== true && locked(name)?.cpu === undefined);
  expect([...new Set(holders)]).toEqual(BRING_ALL_SYSTEMS);
});
