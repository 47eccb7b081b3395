import type { ElasticsearchNode } from './node/elasticsearch-node.ts';
import { documentedRoles } from './secured/documented-roles.ts';

/** Return the lines for `.env` that connect to a node. For a secured one, create an API key for each documented role. */
export async function envLines({ url, secured }: ElasticsearchNode): Promise<string> {
  if (!secured) return `ELASTICSEARCH_URL=${url}\n`;
  const [etl, bot] = await Promise.all(
    (['etl', 'bot'] as const).map((holder) => secured.createKey(`soundalike-${holder}`, documentedRoles(holder))),
  );
  const { superuser, cloudId, caFile, caFingerprint } = secured;
  return `# ${url}, user ${superuser.username}, password ${superuser.password}
ELASTICSEARCH_CLOUD_ID=${cloudId}
ELASTICSEARCH_CA=${caFile}
# Instead of the file of its certificate authority:
# ELASTICSEARCH_CA_FINGERPRINT=${caFingerprint}
# Key of the ETL; recommend, explore and the doctor may use it too:
ELASTICSEARCH_API_KEY=${etl!.encoded}
# Key of the bot:
# ELASTICSEARCH_API_KEY=${bot!.encoded}
`;
}
