import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { normaliseLock, type LockFile, type Manifest } from './normalise-lock.ts';

/**
 * Rewrite `package-lock.json` so that every npm installs the same from it; run after each change of dependencies.
 * With `--check`, change nothing and exit 1 if it would be changed.
 */
const at = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const before = readFileSync(at('package-lock.json'), 'utf8');
const lock = normaliseLock(
  JSON.parse(before) as LockFile,
  JSON.parse(readFileSync(at('package.json'), 'utf8')) as Manifest,
);
const after = `${JSON.stringify(lock, null, 2)}\n`;
if (after === before) {
  process.stdout.write('package-lock.json is as every npm needs it\n');
} else if (process.argv.includes('--check')) {
  process.stderr.write('package-lock.json was written by npm and not adjusted; run: npm run lock\n');
  process.exitCode = 1;
} else {
  writeFileSync(at('package-lock.json'), after);
  process.stdout.write('package-lock.json adjusted\n');
}
