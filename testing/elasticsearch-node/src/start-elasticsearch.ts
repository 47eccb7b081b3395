import type { ElasticsearchNode, NodeOptions, NodeProvider, SecuredNode } from './node/elasticsearch-node.ts';
import { docker } from './providers/docker.ts';
import { givenUrl } from './providers/given-url.ts';
import { maven } from './providers/maven.ts';

/** In order of preference. A given node has no security, so it is skipped if that is needed. */
const PROVIDERS: readonly NodeProvider[] = [givenUrl, docker, maven];

/** Thrown if no provider is available. */
class NoElasticsearch extends Error {
  override readonly name = 'NoElasticsearch';
}

/**
 * Start a real single node: the one at `ELASTICSEARCH_TEST_URL`, a Docker container, or the server from Maven Central.
 * It stops when this process ends, even if this process is killed.
 * @throws `NoElasticsearch` with the reason of each provider if none is available
 */
export async function startElasticsearch(options: NodeOptions = {}): Promise<ElasticsearchNode> {
  const reasons: string[] = [];
  for (const provider of PROVIDERS) {
    const reason =
      options.secure && provider === givenUrl ? 'a given node has no security' : await provider.unavailable();
    if (reason === null) return provider.start(options);
    reasons.push(`${provider.kind}: ${reason}`);
  }
  throw new NoElasticsearch(
    `Elasticsearch cannot be started here; set ELASTICSEARCH_TEST_URL, or install Docker, or Java and Maven ` +
      `(${reasons.join('; ')})`,
  );
}

/**
 * Start a node for tests. Return null, with the reason on standard error, if no provider is available or the node does
 * not start: its tests are skipped then. With `CI` set, a node that does not start is an error: the tests must run
 * there.
 */
export async function elasticsearchForTests(options: NodeOptions = {}): Promise<ElasticsearchNode | null> {
  try {
    return await startElasticsearch({ quickStart: true, ...options });
  } catch (error) {
    if (process.env['CI'] && !(error instanceof NoElasticsearch)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Elasticsearch tests are skipped: ${reason}\n`);
    return null;
  }
}

/** Start a node with security and TLS for tests. Return null as `elasticsearchForTests`. */
export async function securedElasticsearchForTests(
  settings: NonNullable<NodeOptions['settings']> = {},
): Promise<SecuredNode | null> {
  const node = await elasticsearchForTests({ secure: true, settings });
  if (node === null) return null;
  const { secured } = node;
  if (secured === null) throw new Error('the node has no security');
  return { ...node, secured };
}
