import { Command } from 'commander';
import { startElasticsearch } from './start-elasticsearch.ts';

const program = new Command('es:node')
  .description('Runs a real Elasticsearch node on 127.0.0.1 until Ctrl-C. Its data goes with it.')
  .option('--port <port>', 'port', Number, 9200)
  .option('--heap <size>', 'Java heap', '1g')
  .option('--security', 'with a superuser, for trying API keys')
  .parse();

const { port, heap, security = false } = program.opts<{ port: number; heap: string; security?: boolean }>();
const interrupted = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
const alive = setInterval(() => undefined, 60_000);
await using node = await startElasticsearch({ port, heap, ...(security && { users: {} }) });
process.stdout.write(`ELASTICSEARCH_URL=${node.url}\n`);
if (node.superuser) process.stdout.write(`user ${node.superuser.username}, password ${node.superuser.password}\n`);
process.stderr.write(`Elasticsearch runs (${node.kind}); Ctrl-C stops it.\n`);
await interrupted;
clearInterval(alive);
