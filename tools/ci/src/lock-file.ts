import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { normaliseLock, type LockFile, type Manifest } from './normalise-lock.ts';

/**
 * Rewrite `package-lock.json` so that every version of npm installs the same; run after each change of dependencies.
 * With `--check`, change nothing, and exit with 1 if the file is not normalised.
 */
const at = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const before = readFileSync(at('package-lock.json'), 'utf8');
const lock = normaliseLock(
  JSON.parse(before) as LockFile,
  JSON.parse(readFileSync(at('package.json'), 'utf8')) as Manifest,
);
const after = `${JSON.stringify(lock, null, 2)}\n`;
if (after === before) {
  process.stdout.write('package-lock.json is normalised\n');
} else if (process.argv.includes('--check')) {
  process.stderr.write('package-lock.json is not normalised; run: npm run lock\n');
  process.exitCode = 1;
} else {
  writeFileSync(at('package-lock.json'), after);
  process.stdout.write('package-lock.json is normalised now\n');
}
