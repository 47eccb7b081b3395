import { isSoundalikeError } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import { Connection } from './client/connection.ts';
import { checkBlocks } from './diagnosis/check-blocks.ts';
import { checkPrivileges } from './diagnosis/check-privileges.ts';
import { checkRecords } from './diagnosis/check-records.ts';
import type { KeyHolder } from './diagnosis/role-descriptors.ts';
import { checkConfiguration, checkConnection, checkVersion } from './diagnosis/check-server.ts';
import { checkSpace } from './diagnosis/check-space.ts';
import { fault } from './diagnosis/check.ts';
import type { Check } from './diagnosis/check.ts';
import { indexNames } from './indices/index-names.ts';
import type { ElasticsearchOptions } from './options.ts';

/** Default time of a call: a person waits for the doctor. */
const CALL_TIMEOUT_MS = 5_000;

const CURES: Partial<Record<ErrorCode, string>> = {
  CONFIG_INVALID: 'correct the setting that the finding names, in the environment or in .env',
  STORE_UNAVAILABLE: 'check that Elasticsearch runs there, and that no firewall is in between',
  STORE_CORRUPT: 'repair what the finding names; leave indices alone that another program made',
  STORE_SCHEMA_NEWER: 'update this program',
};

const ODD_ANSWER = 'look for a proxy between this machine and Elasticsearch that changes answers';

/**
 * Check everything that the store needs of Elasticsearch, each check after those that it depends on, and stop at a
 * fault that the others depend on. Findings are returned, never thrown.
 */
export async function diagnoseElasticsearch(
  options: ElasticsearchOptions,
  holder: KeyHolder = 'etl',
): Promise<Check[]> {
  const checks: Check[] = [];
  let current = 'configuration';
  try {
    const connection = new Connection({ callTimeoutMs: CALL_TIMEOUT_MS, ...options });
    try {
      checks.push(checkConfiguration(options));
      current = 'connection';
      checks.push(await checkConnection(connection));
      current = 'version';
      checks.push(await checkVersion(connection));
      current = 'privileges';
      const names = indexNames(options.alias);
      const privileges = await checkPrivileges(connection, names, holder);
      checks.push(privileges);
      if (privileges.status === 'fault') return checks;
      current = 'blocks';
      const blocks = await checkBlocks(connection, names);
      if (blocks !== null) checks.push(blocks);
      current = 'records';
      checks.push(await checkRecords(connection, names));
      current = 'space';
      checks.push(...(await checkSpace(connection, names, options.vectorIndex)));
    } finally {
      await connection.close();
    }
  } catch (error) {
    // An answer of another form, from something in between that names itself Elasticsearch.
    if (error instanceof TypeError)
      checks.push(fault(current, `the answer cannot be read (${error.message})`, ODD_ANSWER));
    else if (isSoundalikeError(error)) checks.push(fault(current, error.message, CURES[error.code] ?? null));
    else throw error;
  }
  return checks;
}
