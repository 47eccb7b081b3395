import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { listen } from './listen.ts';

test('a port that is in use is reported with its setting', async () => {
  const first = createServer();
  await listen(first, 0, 'ETL_HTTP_PORT');
  const { port } = first.address() as AddressInfo;
  try {
    await expect(listen(createServer(), port, 'ETL_HTTP_PORT')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `ETL_HTTP_PORT: port ${port} is already in use; choose another port`,
    });
  } finally {
    first.close();
    await once(first, 'close');
  }
});
