import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { systemReason } from '@soundalike/errors';

const PEM = /-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gsu;

/**
 * Read the certificates in a PEM file.
 * @returns the certificates, or what is wrong with the file
 */
export function readCertificates(file: string): { readonly pem: string } | { readonly problem: string } {
  try {
    const found = readFileSync(file, 'utf8').match(PEM) ?? [];
    if (found.length === 0) {
      return { problem: 'must be a file of certificates in PEM form, with -----BEGIN CERTIFICATE----- in it' };
    }
    // A certificate that cannot be parsed throws here, and not at the first connection.
    const expired = found.every((each) => new X509Certificate(each).validToDate.getTime() < Date.now());
    return expired ? { problem: 'has only certificates that have expired' } : { pem: found.join('\n') };
  } catch (error) {
    return { problem: `must be a file of certificates in PEM form that can be read: ${systemReason(error)}` };
  }
}
