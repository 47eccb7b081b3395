/** What is wrong with a certificate and what to do, by the code of OpenSSL or Node. */
const UNTRUSTED =
  'name the certificate of its authority in ELASTICSEARCH_CA, or its fingerprint in ELASTICSEARCH_CA_FINGERPRINT';
const CERTIFICATE_FAULTS: ReadonlyMap<string, string> = new Map([
  ['SELF_SIGNED_CERT_IN_CHAIN', UNTRUSTED],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', UNTRUSTED],
  ['UNABLE_TO_GET_ISSUER_CERT', UNTRUSTED],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNTRUSTED],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNTRUSTED],
  ['CERT_UNTRUSTED', UNTRUSTED],
  ['CERT_SIGNATURE_FAILURE', UNTRUSTED],
  ['CERT_HAS_EXPIRED', 'it has expired; renew it, or set the clock of this machine'],
  ['CERT_NOT_YET_VALID', 'it is not valid yet; set the clock of this machine'],
  ['CERT_REVOKED', 'it was revoked; renew it'],
  ['CERT_REJECTED', UNTRUSTED],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'it is for another name; use a name that it contains'],
  ['CA_FINGERPRINT_MISMATCH', 'correct ELASTICSEARCH_CA_FINGERPRINT, and make sure that this is your server'],
]);

/** Return what a fault of a certificate means and what to do; null if the code is none. */
export function describeCertificate(code: string): string | null {
  return CERTIFICATE_FAULTS.get(code) ?? null;
}
