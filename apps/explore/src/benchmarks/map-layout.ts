import { setTimeout as pause } from 'node:timers/promises';
import { print } from '@soundalike/command-line';
import type { MapHead } from '../map/map-head.ts';
import { exploreTestLibrary } from '../testing/test-library.ts';
import { writeLargeLibrary } from './large-library.ts';

/**
 * Measures the layout of an invented library, stage by stage, and how long the server takes to answer meanwhile:
 * `npx node apps/explore/src/benchmarks/map-layout.ts [tracks] [length of a vector]`.
 */
const ASK_EVERY_MS = 250;
const [count = 20_000, dims = 2_048] = process.argv.slice(2).map(Number);

await using library = await writeLargeLibrary(count, dims);
await using server = await exploreTestLibrary(library);
const start = performance.now();
const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(1);
const responses: number[] = [];
let stage = '';
let stageStart = start;
for (;;) {
  const asked = performance.now();
  const head = (await (await fetch(new URL('/api/v1/map', server.url))).json()) as MapHead;
  responses.push(performance.now() - asked);
  if (head.state !== 'computing') break;
  if (head.progress.stage !== stage) {
    if (stage !== '') print(`${stage}: ${seconds(stageStart)} s`);
    stage = head.progress.stage;
    stageStart = performance.now();
  }
  await pause(ASK_EVERY_MS);
}
print(`${stage}: ${seconds(stageStart)} s`);
responses.sort((a, b) => a - b);
const at = (share: number): string => responses[Math.floor(share * (responses.length - 1))]!.toFixed(0);
print(
  `${count} tracks of ${dims} values: ${seconds(start)} s; responses meanwhile: median ${at(0.5)} ms, p95 ${at(0.95)} ms, ` +
    `worst ${at(1)} ms; peak memory ${(process.resourceUsage().maxRSS / 1_024).toFixed(0)} MB`,
);
