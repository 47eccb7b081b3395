import { Command } from 'commander';
import { envLines } from './env-lines.ts';
import { startElasticsearch } from './start-elasticsearch.ts';

/** Exit code of a command that Ctrl-C ended before its work was done. */
const INTERRUPTED = 130;

const program = new Command('es:node')
  .description(
    'Run a real Elasticsearch node on 127.0.0.1 until Ctrl-C, and print the lines for .env. Its data is deleted when it stops.',
  )
  .option('--port <port>', 'port', Number, 9200)
  .option('--heap <size>', 'Java heap', '1g')
  .option('--secure', 'turn on security and TLS, and create an API key for the ETL and one for the bot')
  .parse();

const options = program.opts<{ port: number; heap: string; secure?: boolean }>();
const controller = new AbortController();
const { signal } = controller;
const interrupted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => controller.abort());
const alive = setInterval(() => undefined, 60_000);
try {
  process.stderr.write('Starting Elasticsearch; Ctrl-C stops it.\n');
  await using node = await startElasticsearch({ ...options, signal });
  process.stdout.write(await envLines(node));
  process.stderr.write(`Elasticsearch is running (${node.kind}); press Ctrl-C to stop it and delete its data.\n`);
  await interrupted;
} catch (error) {
  process.exitCode = signal.aborted ? INTERRUPTED : 1;
  if (!signal.aborted) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
} finally {
  clearInterval(alive);
}
