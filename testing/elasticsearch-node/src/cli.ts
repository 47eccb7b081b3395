import { once } from 'node:events';
import { Command } from 'commander';
import { EXIT_CODE, printError, runCommand, wholeNumber } from '@soundalike/command-line';
import { envLines } from './env-lines.ts';
import { startElasticsearch } from './start-elasticsearch.ts';

const program = new Command('es:node')
  .description(
    'Run a real Elasticsearch node on 127.0.0.1 until Ctrl-C, and print the lines for .env. Its data is deleted when it stops.',
  )
  .option('--port <port>', 'port', wholeNumber(1, 65_535), 9200)
  .option('--heap <size>', 'Java heap', '1g')
  .option('--secure', 'turn on security and TLS, and create an API key for the ETL and one for the bot');

// A terminal that is closed stops the node, too, so that its data is deleted.
process.once('SIGHUP', () => process.kill(process.pid, 'SIGTERM'));

await runCommand(program, async (signal) => {
  const options = program.opts<{ port: number; heap: string; secure?: boolean }>();
  // The node is another process, and the signal keeps nothing alive.
  const alive = setInterval(() => undefined, 60_000);
  try {
    printError('Starting Elasticsearch; Ctrl-C stops it.');
    await using node = await startElasticsearch({ ...options, signal });
    process.stdout.write(await envLines(node));
    printError(`Elasticsearch is running (${node.kind}); press Ctrl-C to stop it and delete its data.`);
    if (!signal.aborted) await once(signal, 'abort');
    return undefined;
  } catch (error) {
    if (signal.aborted) throw error;
    printError(error instanceof Error ? error.message : String(error));
    return EXIT_CODE.failed;
  } finally {
    clearInterval(alive);
  }
});
