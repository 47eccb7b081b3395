import type { SpaceAdmin } from '@soundalike/catalog';
import { Connection } from './client/connection.ts';
import { indexNames } from './indices/index-names.ts';
import type { ElasticsearchOptions } from './options.ts';
import { ElasticsearchSpaceAdmin } from './spaces/elasticsearch-space-admin.ts';

/** Opens the list of spaces. @throws `CONFIG_INVALID`; what else can go wrong shows at the first call */
export async function openElasticsearchSpaces(options: ElasticsearchOptions): Promise<SpaceAdmin> {
  return new ElasticsearchSpaceAdmin(new Connection(options), indexNames(options.alias));
}
