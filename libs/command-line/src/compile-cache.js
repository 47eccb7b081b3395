// For `node --import`, before any TypeScript is loaded: Node caches the compiled code, so that the next start takes
// half
// the time and 20 MB less memory.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/node-compile-cache', import.meta.url)));
