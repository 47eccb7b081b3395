import { once } from 'node:events';
import { Command } from 'commander';
import { runCommand, wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { startExplore } from '../server/start-explore.ts';

const program = new Command('explore')
  .description('Serve a local web page to search, listen to and see the library, and an API for programs.')
  .option('--port <n>', 'port to listen on (default: EXPLORE_PORT, 4600)', wholeNumber(1))
  .option('--host <address>', 'address to listen on; beyond this machine EXPLORE_TOKEN is needed', '127.0.0.1')
  .option('--new-map', 'lay the map of the library out again');

await runCommand(program, async (signal) => {
  const { port, host, newMap = false } = program.opts<{ port?: number; host: string; newMap?: boolean }>();
  const settings = loadSettings();
  const print = (text: string): void => void process.stderr.write(`${text}\n`);
  await using server = await startExplore(settings, {
    address: host,
    port: port ?? settings.explorePort,
    newMap,
    onBuild: () => print('building the page (first start) …'),
  });
  process.stdout.write(`${server.url}\n`);
  print('Press Ctrl-C to stop.');
  if (!signal.aborted) await once(signal, 'abort');
  return undefined;
});
