import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** The certificates of a node. All are in PEM. */
export interface Certificates {
  /** Certificate of the authority that signed the node's. */
  readonly authority: string;
  /** SHA-256 of the authority's certificate: hex digits in pairs, with colons. */
  readonly fingerprint: string;
  /** Certificate of the node, followed by the authority's, as a server sends them. */
  readonly chain: string;
  readonly key: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** A day back, for clocks that differ, and enough ahead for any run. */
const [DAYS_BEFORE, DAYS_AFTER] = [1, 30];

/** Create a certificate authority, and a certificate of it for this machine: `localhost`, 127.0.0.1 and ::1. */
export async function createCertificates(): Promise<Certificates> {
  const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
    webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const [authorityKeys, nodeKeys] = await Promise.all([newKeys(), newKeys()]);
  const shared = {
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(Date.now() - DAYS_BEFORE * DAY_MS),
    notAfter: new Date(Date.now() + DAYS_AFTER * DAY_MS),
  };
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...shared,
    name: 'CN=soundalike test authority',
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const node = await x509.X509CertificateGenerator.create({
    ...shared,
    subject: 'CN=soundalike test node',
    issuer: authority.subject,
    signingKey: authorityKeys.privateKey,
    publicKey: nodeKeys.publicKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const pem = authority.toString('pem');
  const key = await webcrypto.subtle.exportKey('pkcs8', nodeKeys.privateKey);
  return {
    authority: `${pem}\n`,
    fingerprint: new X509Certificate(pem).fingerprint256,
    chain: `${node.toString('pem')}\n${pem}\n`,
    key: `${x509.PemConverter.encode(key, 'PRIVATE KEY')}\n`,
  };
}
