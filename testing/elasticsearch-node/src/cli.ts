import { Command } from 'commander';
import { startElasticsearch } from './start-elasticsearch.ts';

const program = new Command('es:node')
  .description('Run a real Elasticsearch node on 127.0.0.1 until Ctrl-C. Its data is deleted when it stops.')
  .option('--port <port>', 'port', Number, 9200)
  .option('--heap <size>', 'Java heap', '1g')
  .option('--security', 'turn on security and print a superuser, to try API keys')
  .parse();

const { port, heap, security = false } = program.opts<{ port: number; heap: string; security?: boolean }>();
const interrupted = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
const alive = setInterval(() => undefined, 60_000);
await using node = await startElasticsearch({ port, heap, ...(security && { users: {} }) });
process.stdout.write(`ELASTICSEARCH_URL=${node.url}\n`);
if (node.superuser) process.stdout.write(`user ${node.superuser.username}, password ${node.superuser.password}\n`);
process.stderr.write(`Elasticsearch is running (${node.kind}); press Ctrl-C to stop it.\n`);
await interrupted;
clearInterval(alive);
