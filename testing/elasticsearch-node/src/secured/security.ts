import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Superuser } from '../node/elasticsearch-node.ts';
import { createCertificates } from './certificates.ts';
import type { Certificates } from './certificates.ts';

/** Certificates and superuser of a node. */
export interface Security {
  readonly certificates: Certificates;
  readonly superuser: Superuser;
  /** File with the certificate of the authority. */
  readonly caFile: string;
}

/** Names of the files with the certificates. */
const FILES = { key: 'node.key', certificate: 'node.pem', authority: 'ca.pem' } as const;

/** Settings that turn on security and TLS, with certificates in the folder `certs` of the configuration. */
export const SECURITY_SETTINGS = {
  'xpack.security.enabled': true,
  'xpack.security.http.ssl.enabled': true,
  'xpack.security.http.ssl.key': `certs/${FILES.key}`,
  'xpack.security.http.ssl.certificate': `certs/${FILES.certificate}`,
  'xpack.security.http.ssl.certificate_authorities': `certs/${FILES.authority}`,
} as const;

/** Create certificates in a new folder, and a superuser. */
export async function createSecurity(folder: string): Promise<Security> {
  const certificates = await createCertificates();
  mkdirSync(folder);
  writeFileSync(join(folder, FILES.key), certificates.key);
  writeFileSync(join(folder, FILES.certificate), certificates.chain);
  const caFile = join(folder, FILES.authority);
  writeFileSync(caFile, certificates.authority);
  const password = randomBytes(12).toString('hex');
  return { certificates, superuser: { username: 'elastic', password }, caFile };
}
