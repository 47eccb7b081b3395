import type { ElasticsearchNode } from './node/elasticsearch-node.ts';
import { documentedRoles } from './secured/documented-roles.ts';
import { environmentFor } from './secured/environment.ts';

/** Return the lines for `.env` that connect to a node. For a secured one, create an API key for each documented role. */
export async function envLines({ url, secured }: ElasticsearchNode): Promise<string> {
  if (!secured) return `ELASTICSEARCH_URL=${url}\n`;
  const etl = await secured.createKey('soundalike-etl', documentedRoles('etl'));
  const bot = await secured.createKey('soundalike-bot', documentedRoles('bot'));
  const { superuser, caFingerprint } = secured;
  const variables = Object.entries(environmentFor(secured, etl)).map(([name, value]) => `${name}=${value}\n`);
  return `# ${url}, user ${superuser.username}, password ${superuser.password}
${variables.join('')}# Its key is that of the ETL; recommend, explore and the doctor may use it too. The key of the bot:
# ELASTICSEARCH_API_KEY=${bot.encoded}
# In place of the file of the certificate authority:
# ELASTICSEARCH_CA_FINGERPRINT=${caFingerprint}
`;
}
