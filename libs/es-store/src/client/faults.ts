import type { ErrorCode } from '@soundalike/errors';
import { describeCertificate } from './certificate-faults.ts';
import type { RequestFailure } from './request-failure.ts';

/** The call that failed. */
export interface CallContext {
  /** Address of Elasticsearch, without credentials. */
  readonly address: string;
  /** Time since the call began. */
  readonly elapsedMs: number;
  readonly attempts: number;
  /** Variables that the address and the credentials are from, for messages. */
  readonly addressFrom: string;
  readonly credentialsFrom: string;
  readonly isAnonymous: boolean;
  /**
   * Whether this process had an answer of the server before, or saw an outage of it: the settings were right then, or
   * the server may be about to start.
   */
  readonly isKnown: boolean;
}

/** A kind of failure, and what it means for the caller. */
export interface Fault {
  readonly name: string;
  readonly applies: (failure: RequestFailure, context: CallContext) => boolean;
  /** Whether the same request may succeed a moment later, so that it is worth waiting. */
  readonly passes: boolean;
  readonly code: ErrorCode;
  /** What happened and what to do, after `Elasticsearch at ADDRESS: `, or a complete message for `CONFIG_INVALID`. */
  readonly describe: (failure: RequestFailure, context: CallContext) => string;
}

/** Statuses of a busy server, or of a proxy that cannot reach it. */
const BUSY_STATUS: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

/** Return true for an HTTP status after which the same request may succeed a moment later. */
export function isBusyStatus(status: number): boolean {
  return BUSY_STATUS.has(status);
}

const isBlock = ({ type }: RequestFailure): boolean => type === 'cluster_block_exception';
/** An answer for several documents has no status for each. */
const isForbidden = ({ status, message }: RequestFailure): boolean => status === 403 || message.includes('[FORBIDDEN/');
const unavailable = ({ message }: RequestFailure, { elapsedMs, attempts }: CallContext): string =>
  `unavailable for ${(elapsedMs / 1000).toFixed(1)} s, in ${attempts} attempt(s); ` +
  `check that it is running and can be reached (last error: ${message})`;

/**
 * Every failure of Elasticsearch, of its network and of what may be in between; the first that applies counts. The
 * last one applies to everything.
 */
const FAULTS: readonly Fault[] = [
  {
    name: 'full disk',
    applies: (failure) => isBlock(failure) && failure.message.includes('flood-stage'),
    passes: false,
    code: 'STORE_FULL',
    describe: ({ message }) => `the disk is full and writes are blocked; free some space and run again (${message})`,
  },
  {
    name: 'blocked index',
    applies: (failure) => (isBlock(failure) && isForbidden(failure)) || failure.type === 'index_closed_exception',
    passes: false,
    code: 'STORE_READ_ONLY',
    describe: ({ message }) =>
      'an index is blocked or closed; find out who did that and why, then remove the block (set index.blocks.write, ' +
      `index.blocks.read_only, index.blocks.read and index.blocks.metadata to null) or open it (${message})`,
  },
  {
    // The index of the keys is being recovered. Later versions answer 503.
    name: 'key that cannot be checked yet',
    applies: ({ status, message }) => status === 401 && message.includes('encountered a failure'),
    passes: true,
    code: 'STORE_UNAVAILABLE',
    describe: (_failure, { credentialsFrom }) =>
      `it cannot check ${credentialsFrom} yet, as in the seconds after its start; if that lasts, ` +
      'it has lost its API keys, or there never was one: create a key and set it',
  },
  {
    // As above; with a password, the answer is the same as that to a wrong one.
    name: 'password that cannot be checked yet',
    applies: ({ status, isForeign }, { credentialsFrom, isKnown }) =>
      status === 401 && !isForeign && isKnown && credentialsFrom !== 'ELASTICSEARCH_API_KEY',
    passes: true,
    code: 'STORE_UNAVAILABLE',
    describe: (_failure, { credentialsFrom }) =>
      `it does not accept ${credentialsFrom}, as in the seconds after its start; if that lasts, correct them`,
  },
  {
    name: 'wrong credentials',
    applies: ({ status, isForeign }) => status === 401 && !isForeign,
    passes: false,
    code: 'CONFIG_INVALID',
    describe: ({ message }, { address, credentialsFrom, isAnonymous }) => {
      if (isAnonymous) return `ELASTICSEARCH_API_KEY: not set, but ${address} requires one (${message})`;
      return credentialsFrom === 'ELASTICSEARCH_API_KEY'
        ? `ELASTICSEARCH_API_KEY: not accepted by ${address}; create a new key and set it (${message})`
        : `${credentialsFrom}: not accepted by ${address}; correct them (${message})`;
    },
  },
  {
    name: 'missing privilege',
    applies: ({ status, isForeign }) => status === 403 && !isForeign,
    passes: false,
    code: 'CONFIG_INVALID',
    describe: ({ message }, { credentialsFrom }) =>
      `${credentialsFrom}: a privilege is missing; give the role that npm run -s doctor -- --role etl ` +
      `(or --role bot) prints (${message})`,
  },
  {
    name: 'missing index',
    applies: ({ type }) => type === 'index_not_found_exception',
    passes: false,
    code: 'STORE_EMPTY',
    describe: ({ message }) => `the index of the space is missing; run the ETL, or open the store again (${message})`,
  },
  {
    name: 'another product',
    applies: ({ type }) => type === 'ProductNotSupportedError',
    passes: false,
    code: 'CONFIG_INVALID',
    describe: (_failure, { address, addressFrom }) =>
      `${addressFrom}: the server at ${address} is not Elasticsearch; set the address of an Elasticsearch server`,
  },
  {
    name: 'redirect',
    applies: ({ status }) => status >= 300 && status < 400,
    passes: false,
    code: 'CONFIG_INVALID',
    describe: ({ message }, { address, addressFrom }) =>
      `${addressFrom}: something at ${address} that is not Elasticsearch answers with ${message}; ` +
      'set the address of Elasticsearch itself, not that of a page, and look for a proxy in between',
  },
  {
    name: 'unknown deployment',
    applies: ({ status, isForeign }) => status === 404 && isForeign,
    passes: false,
    code: 'CONFIG_INVALID',
    describe: ({ message }, { address, addressFrom }) =>
      `${addressFrom}: there is no Elasticsearch at ${address}, only a proxy that answers "${message}"; ` +
      'look whether the deployment still exists, and copy its address again',
  },
  {
    name: 'refusal of a proxy',
    applies: ({ status, isForeign }) => status >= 400 && isForeign && !isBusyStatus(status) && status < 500,
    passes: false,
    code: 'CONFIG_INVALID',
    describe: ({ message }, { address, addressFrom }) =>
      `${addressFrom}: a proxy in front of ${address} refuses the request with "${message}"; ` +
      'look at its rules, such as the traffic filters of an Elastic Cloud deployment, and at the address',
  },
  {
    name: 'unknown host',
    applies: ({ type }, { isKnown }) => type === 'ENOTFOUND' && !isKnown,
    passes: false,
    code: 'CONFIG_INVALID',
    describe: ({ message }, { address, addressFrom }) => {
      const { hostname } = new URL(address);
      const unknown = /ENOTFOUND (\S+)$/u.exec(message)?.[1] ?? hostname;
      const variable = unknown === hostname ? addressFrom : 'HTTPS_PROXY, HTTP_PROXY';
      return `${variable}: no host has the name ${unknown}; correct the address, or the name server`;
    },
  },
  {
    name: 'certificate',
    applies: ({ type }) => describeCertificate(type) !== null,
    passes: false,
    code: 'CONFIG_INVALID',
    describe: ({ type, message }, { address, addressFrom }) =>
      `${addressFrom}: ${address} has no certificate that is trusted: ${describeCertificate(type)!} (${message})`,
  },
  {
    name: 'refusal of the own proxy',
    applies: ({ type }) => /^PROXY_[34]\d\d$/u.test(type),
    passes: false,
    code: 'CONFIG_INVALID',
    describe: ({ type }, { address }) =>
      type === 'PROXY_407'
        ? `HTTPS_PROXY, HTTP_PROXY: the proxy requires a name and password; write them as http://NAME:PASSWORD@HOST:PORT`
        : `HTTPS_PROXY, HTTP_PROXY: the proxy refuses the connection to ${address} (HTTP ${type.slice(-3)}); ` +
          'look at its rules, or add the host to NO_PROXY',
  },
  {
    name: 'https to a server without TLS',
    applies: ({ message }) => /wrong version number|packet length too long/iu.test(message),
    passes: false,
    code: 'CONFIG_INVALID',
    describe: ({ message }, { address, addressFrom }) =>
      `${addressFrom}: ${address} does not speak https; set an http:// address, or turn on TLS there (${message})`,
  },
  {
    name: 'failed TLS handshake',
    applies: ({ type }) => type === 'EPROTO' || type.startsWith('ERR_SSL_'),
    passes: false,
    code: 'CONFIG_INVALID',
    describe: ({ message }, { address, addressFrom }) =>
      `${addressFrom}: no TLS connection to ${address} can be made; look at the TLS settings of the server (${message})`,
  },
  {
    name: 'http to a server with TLS',
    applies: ({ type }) => type === 'TLS_EXPECTED',
    passes: false,
    code: 'CONFIG_INVALID',
    describe: (_failure, { address, addressFrom }) =>
      `${addressFrom}: ${address} expects https; set an https:// address`,
  },
  {
    name: 'credentials that cannot be sent',
    applies: ({ type }) => type === 'ERR_INVALID_CHAR' || type === 'UND_ERR_INVALID_ARG',
    passes: false,
    code: 'CONFIG_INVALID',
    describe: (_failure, { credentialsFrom }) =>
      `${credentialsFrom}: contains characters that cannot be sent, such as a line break; copy it again`,
  },
  {
    name: 'outage',
    applies: ({ status, isUnexpected }) => isBusyStatus(status) || (status === 0 && !isUnexpected),
    passes: true,
    code: 'STORE_UNAVAILABLE',
    describe: unavailable,
  },
  {
    name: 'anything else',
    applies: () => true,
    passes: false,
    code: 'STORE_CORRUPT',
    describe: ({ message }) => `the request was rejected, or the answer cannot be read (${message}); run the doctor`,
  },
];

/** Return the fault that a failure is. */
export function faultOf(failure: RequestFailure, context: CallContext): Fault {
  return FAULTS.find((fault) => fault.applies(failure, context))!;
}
