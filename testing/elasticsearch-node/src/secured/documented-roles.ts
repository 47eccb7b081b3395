import { readFileSync } from 'node:fs';
import type { RoleDescriptors } from '../node/elasticsearch-node.ts';

/** The program that uses a key. */
export type KeyHolder = 'etl' | 'bot';

const PAGE = new URL('../../../../docs/use-elasticsearch.md', import.meta.url);

/** Read the role descriptors of a program's API key from docs/use-elasticsearch.md. */
export function documentedRoles(holder: KeyHolder): RoleDescriptors {
  const block = new RegExp(`\`\`\`json ${holder}\n(.*?)\`\`\``, 'su').exec(readFileSync(PAGE, 'utf8'));
  if (!block) throw new Error(`docs/use-elasticsearch.md has no role descriptors for ${holder}`);
  return JSON.parse(block[1]!) as RoleDescriptors;
}
