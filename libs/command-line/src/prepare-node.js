// The first import of every program's entry point. Any Node can read it: it ends the process with one line if this Node
// cannot run the TypeScript that follows. Otherwise Node caches the compiled code, so that the next start takes half the
// time and 20 MB less memory.
import { readFileSync } from 'node:fs';
import module from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first Node that the programs were tried with; older ones lack parts of `node:sqlite`. */
const [NEEDED_MAJOR, NEEDED_MINOR] = [24, 11];

/** Wrong use, as `EXIT_CODE.usage`. */
const USAGE = 2;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < NEEDED_MAJOR || (major === NEEDED_MAJOR && minor < NEEDED_MINOR)) {
  process.stderr.write(
    `error: this needs Node ${NEEDED_MAJOR}.${NEEDED_MINOR} or newer, but was started with Node ${process.versions.node}. ` +
      `npm uses the right one, after npm ci: ${npmCommand()}\n`,
  );
  process.exit(USAGE);
}
const cache = fileURLToPath(new URL('../../../node_modules/.cache/node-compile-cache', import.meta.url));
module.enableCompileCache(cache);
// Threads use it only if the environment names it, and would take 0.2 to 0.4 s to start without it.
process.env['NODE_COMPILE_CACHE'] ??= cache;

/** Return the command that starts the same program by npm. */
function npmCommand() {
  const [, program = '', ...args] = process.argv;
  const file = relative(root, program).replace(/\\/g, '/');
  const { scripts } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const name = Object.keys(scripts).find((each) => scripts[each].split(' ').includes(file));
  if (name === undefined) return 'npx node …';
  return `npm run -s ${name}${args.length > 0 ? ` -- ${args.map(quoted).join(' ')}` : ''}`;
}

/** @param {string} text */
function quoted(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : JSON.stringify(text);
}
