// The check of Node comes before any TypeScript, which an old Node cannot read.
import '../../../../libs/command-line/src/prepare-node.js';

await import('./playlist.ts');
