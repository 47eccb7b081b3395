import { once } from 'node:events';
import { connect, createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createCertificates } from './certificates.ts';

test('the certificate is valid for localhost and 127.0.0.1, for those who trust its authority only', async () => {
  const { authority, chain, key, fingerprint } = await createCertificates();
  const server = createServer({ cert: chain, key }, (socket) => socket.on('error', () => undefined).end());
  server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const open = (ca: string | undefined, servername?: string) =>
    connect({ host: '127.0.0.1', port, ...(ca && { ca }), ...(servername && { servername }) });

  for (const servername of [undefined, 'localhost']) {
    const socket = open(authority, servername);
    await once(socket, 'secureConnect');
    const { issuerCertificate } = socket.getPeerCertificate(true);
    expect(issuerCertificate.fingerprint256).toBe(fingerprint);
    socket.destroy();
  }
  const other = await createCertificates();
  const refused: readonly (readonly [string | undefined, string])[] = [
    [undefined, 'localhost'],
    [other.authority, 'localhost'],
    [authority, 'elsewhere'],
  ];
  for (const [ca, servername] of refused)
    await expect(once(open(ca, servername), 'secureConnect')).rejects.toThrow(/certificate|altnames/u);
});
