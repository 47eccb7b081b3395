import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addReports, formatCounts } from './test-counts.ts';

/**
 * Run the tests of every project and end with the counts; arguments are passed on to `nx run-many`.
 * Exit with nx's code, or with 1 if no test ran.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const reports = (): string[] => globSync('{libs,apps,integrations,tools,testing}/*/test-results.json', { cwd: root });

for (const report of reports()) rmSync(`${root}/${report}`);
process.stdout.write(
  'Running the tests of every project: 5 to 15 minutes. Each project is printed when it is finished.\n',
);
const nx = spawn('nx', ['run-many', '-t', 'test', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.on('SIGINT', () => undefined);
const [code] = (await once(nx, 'close')) as [number | null];

const totals = addReports(reports().map((report) => `${root}/${report}`));
process.stdout.write(`${formatCounts(totals)}\n`);
process.exitCode = code === 0 && totals.passed === 0 ? 1 : (code ?? 130);
