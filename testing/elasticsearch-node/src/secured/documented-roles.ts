import { readFileSync } from 'node:fs';
import type { RoleDescriptors } from '../node/elasticsearch-node.ts';

/** The program that uses a key. */
export type KeyHolder = 'etl' | 'bot';

const DEFAULT_ALIAS = 'tracks';
const PAGE = new URL('../../../../docs/use-elasticsearch.md', import.meta.url);

/**
 * Read the role descriptors of a program's API key from docs/use-elasticsearch.md.
 * @param alias alias of the library, the first part of the names of its indices; default: that of the page
 */
export function documentedRoles(holder: KeyHolder, alias = DEFAULT_ALIAS): RoleDescriptors {
  const block = new RegExp(`\`\`\`json ${holder}\n(.*?)\`\`\``, 'su').exec(readFileSync(PAGE, 'utf8'));
  if (!block) throw new Error(`docs/use-elasticsearch.md has no role descriptors for ${holder}`);
  return JSON.parse(block[1]!.replaceAll(`"${DEFAULT_ALIAS}`, `"${alias}`)) as RoleDescriptors;
}
