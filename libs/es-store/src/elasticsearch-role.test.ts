import { documentedRoles } from '@soundalike/elasticsearch-node';
import { expect, test } from 'vitest';
import { elasticsearchRole } from './elasticsearch-role.ts';

test.each(['etl', 'bot'] as const)('the role of the %s is that of the documentation, for any alias', (holder) => {
  const documented = documentedRoles(holder);
  expect(elasticsearchRole(holder)).toEqual(documented);
  expect(elasticsearchRole(holder, 'jazz')).toEqual(
    JSON.parse(JSON.stringify(documented).replaceAll('tracks', 'jazz')),
  );
});
