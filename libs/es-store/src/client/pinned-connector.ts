import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import { WireError } from './wire-error.ts';

/**
 * Return a connector that trusts a server if the certificate with this fingerprint signed its own, directly or through
 * others. Unlike the client's own option, it checks the signatures: the certificate of an authority is no secret, so
 * that anyone could send it along.
 */
export function pinnedConnector(fingerprint: string, timeout: number): buildConnector.connector {
  // A session that is resumed has no certificates to check.
  const connect = buildConnector({ rejectUnauthorized: false, maxCachedSessions: 0, timeout });
  return (options, callback) =>
    connect(options, (error, socket) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      const fault = chainFault((socket as TLSSocket).getPeerX509Certificate(), fingerprint);
      if (fault === null) callback(null, socket);
      else {
        socket.destroy();
        callback(fault, null);
      }
    });
}

/** Walk from the server's certificate to the one with the fingerprint. @returns null if it is reached */
function chainFault(leaf: X509Certificate | undefined, fingerprint: string): WireError | null {
  const now = Date.now();
  let certificate = leaf;
  for (;;) {
    if (certificate === undefined) break;
    if (certificate.validToDate.getTime() < now) return new WireError('CERT_HAS_EXPIRED', 'certificate has expired');
    if (certificate.validFromDate.getTime() > now) {
      return new WireError('CERT_NOT_YET_VALID', 'certificate is not yet valid');
    }
    if (certificate.fingerprint256 === fingerprint) return null;
    const issuer: X509Certificate | undefined = certificate.issuerCertificate;
    const isSelfSigned = issuer?.fingerprint256 === certificate.fingerprint256;
    if (issuer === undefined || isSelfSigned || !issuer.ca || !certificate.verify(issuer.publicKey)) break;
    certificate = issuer;
  }
  return new WireError('CA_FINGERPRINT_MISMATCH', 'no certificate of the chain has the fingerprint');
}
