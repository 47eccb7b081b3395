import type { ElasticsearchNode, NodeOptions, Way } from './node-options.ts';
import { docker } from './ways/docker.ts';
import { givenUrl } from './ways/given-url.ts';
import { maven } from './ways/maven.ts';

/** In the order in which they are tried. A node that is given has no users, so that it is passed over where they are needed. */
const WAYS: readonly Way[] = [givenUrl, docker, maven];

/** Thrown where no node can be had. */
export class NoElasticsearch extends Error {
  override readonly name = 'NoElasticsearch';
}

/**
 * Starts a real single node: the one that `ELASTICSEARCH_TEST_URL` names, a Docker container, or the server from Maven Central.
 * It ends with this process, however this process ends.
 * @throws `NoElasticsearch` where none of these is possible, saying why each is not
 */
export async function startElasticsearch(options: NodeOptions = {}): Promise<ElasticsearchNode> {
  const reasons: string[] = [];
  for (const way of WAYS) {
    const reason = options.users && way === givenUrl ? 'a given node has no users' : await way.unavailable();
    if (reason === null) return way.start(options);
    reasons.push(`${way.kind}: ${reason}`);
  }
  throw new NoElasticsearch(`expected a way to start Elasticsearch, found none (${reasons.join('; ')})`);
}
