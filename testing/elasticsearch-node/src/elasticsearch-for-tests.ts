import type { ElasticsearchNode, NodeOptions } from './node-options.ts';
import { NoElasticsearch, startElasticsearch } from './start-elasticsearch.ts';

/**
 * A node for tests, or null with the reason on standard error, so that they are skipped: where none is possible, or where it does not start.
 * With `CI` set, one that is possible and does not start is an error: there the tests must run.
 */
export async function elasticsearchForTests(options: NodeOptions = {}): Promise<ElasticsearchNode | null> {
  try {
    return await startElasticsearch({ quickStart: true, ...options });
  } catch (error) {
    if (process.env['CI'] && !(error instanceof NoElasticsearch)) throw error;
    process.stderr.write(
      `Elasticsearch tests are skipped: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return null;
  }
}
