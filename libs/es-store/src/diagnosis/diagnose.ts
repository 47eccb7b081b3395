import { isSoundalikeError } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import { Connection } from '../client/connection.ts';
import { wasRefusedWith } from '../client/refusal.ts';
import { indexNames } from '../indices/index-names.ts';
import type { ElasticsearchOptions } from '../options.ts';
import type { Check } from './check.ts';
import { ok } from './check.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkPrivileges } from './check-privileges.ts';
import { checkSpace } from './check-space.ts';
import { checkVersion } from './check-version.ts';
import type { KeyHolder } from './privileges.ts';

/** A doctor does not wait as long as a night's run does. */
const PATIENCE_MS = 5_000;

const CURES: Partial<Record<ErrorCode, string>> = {
  CONFIG_INVALID: 'mend the setting that the finding names, in the environment or in .env',
  STORE_UNAVAILABLE:
    'see whether Elasticsearch runs there, whether a firewall is between, and whether its certificate is known here (NODE_EXTRA_CA_CERTS, set in the environment and not in .env)',
  STORE_CORRUPT: 'look at the aliases and indices of the library; drop what should not be there',
  STORE_SCHEMA_NEWER: 'update this program',
};

/** Looks at everything that the store needs of Elasticsearch, in the order in which one thing needs the other, and stops at what the rest needs. Never throws for what it finds. */
export async function diagnoseElasticsearch(
  options: ElasticsearchOptions,
  holder: KeyHolder = 'etl',
): Promise<Check[]> {
  const checks: Check[] = [];
  let current = 'configuration';
  try {
    const connection = new Connection({ callTimeoutMs: PATIENCE_MS, ...options });
    try {
      checks.push(checkConfiguration(options));
      current = 'connection';
      await checkAnswer(connection);
      checks.push(ok('connection', `${connection.address} answers`));
      current = 'version';
      checks.push(await checkVersion(connection));
      current = 'privileges';
      const names = indexNames(options.alias);
      const privileges = await checkPrivileges(connection, names, holder);
      checks.push(privileges);
      if (privileges.status === 'fault') return checks;
      current = 'space';
      checks.push(...(await checkSpace(connection, names, options.vectorIndex)));
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (!isSoundalikeError(error)) throw error;
    checks.push({ name: current, status: 'fault', finding: error.message, cure: CURES[error.code] ?? null });
  }
  return checks;
}

/** Asks who we are: every key may, and a wrong one is found out. */
async function checkAnswer(connection: Connection): Promise<void> {
  try {
    await connection.read((client, limits) => client.security.authenticate({}, limits));
  } catch (error) {
    // Without security there is no such page, but there is an answer.
    if (!wasRefusedWith(error, 400) && !wasRefusedWith(error, 405)) throw error;
  }
}
