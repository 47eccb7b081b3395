import { errors } from '@elastic/elasticsearch';
import { expect, test } from 'vitest';
import { faultOf } from './faults.ts';
import type { CallContext } from './faults.ts';
import { RequestFailure, toRequestFailure } from './request-failure.ts';
import { WireError } from './wire-error.ts';

const CONTEXT: CallContext = {
  address: 'https://search.example:9243',
  elapsedMs: 30_000,
  attempts: 8,
  addressFrom: 'ELASTICSEARCH_URL',
  credentialsFrom: 'ELASTICSEARCH_API_KEY',
  isAnonymous: false,
  isKnown: false,
};
const same = (text: string): string => text;

/** A failure as the client throws it for an answer of Elasticsearch. */
function answered(status: number, type: string, reason: string, details: object = {}): RequestFailure {
  const error = { type, reason, ...details };
  const result = { statusCode: status, body: { error: { root_cause: [error], ...error }, status }, meta: {} };
  return toRequestFailure(
    new errors.ResponseError(result as ConstructorParameters<typeof errors.ResponseError>[0], {
      redaction: { type: 'off' },
    }),
    same,
  );
}

/** A failure as the client throws it for an error of the network or a foreign answer. */
function onTheWire(code: string, reason: string): RequestFailure {
  return toRequestFailure(new errors.ConnectionError(new WireError(code, reason).message), same);
}

const refusedKey = (details: string): RequestFailure =>
  answered(401, 'security_exception', 'unable to authenticate', { additional_unsuccessful_credentials: details });
const block = (status: number, reason: string): RequestFailure => answered(status, 'cluster_block_exception', reason);

test.each<[string, RequestFailure, string, 'passes' | 'lasts', RegExp]>([
  [
    'a key while the index of the keys is recovered',
    refusedKey('API key: apikey authentication for id a encountered a failure'),
    'STORE_UNAVAILABLE',
    'passes',
    /cannot check ELASTICSEARCH_API_KEY yet/u,
  ],
  [
    'a wrong key',
    refusedKey('API key: invalid credentials for API key [a]'),
    'CONFIG_INVALID',
    'lasts',
    /^ELASTICSEARCH_API_KEY: .*create a new key.*invalid credentials/u,
  ],
  ['an expired key', refusedKey('API key: api key is expired'), 'CONFIG_INVALID', 'lasts', /api key is expired/u],
  [
    'a key that cannot be checked, in later versions',
    answered(503, 'authentication_processing_error', 'security index'),
    'STORE_UNAVAILABLE',
    'passes',
    /security index/u,
  ],
  [
    'a missing privilege',
    answered(403, 'security_exception', 'action [x] is unauthorized'),
    'CONFIG_INVALID',
    'lasts',
    /privilege is missing.*doctor.*action \[x\]/u,
  ],
  [
    'a full disk',
    block(429, 'index [a] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark];'),
    'STORE_FULL',
    'lasts',
    /disk is full/u,
  ],
  [
    'a write block',
    block(403, 'index [a] blocked by: [FORBIDDEN/8/index write (api)];'),
    'STORE_READ_ONLY',
    'lasts',
    /index\.blocks\.write/u,
  ],
  [
    'a read block of one document of several',
    new RequestFailure(503, 'cluster_block_exception', 'index [a] blocked by: [FORBIDDEN/7/index read (api)];'),
    'STORE_READ_ONLY',
    'lasts',
    /index\.blocks\.read,? /u,
  ],
  [
    'a cluster that recovers',
    block(503, 'blocked by: [SERVICE_UNAVAILABLE/1/state not recovered];'),
    'STORE_UNAVAILABLE',
    'passes',
    /state not recovered/u,
  ],
  ['a full queue', answered(429, 'es_rejected_execution_exception', 'queue'), 'STORE_UNAVAILABLE', 'passes', /queue/u],
  ['a closed index', answered(400, 'index_closed_exception', 'closed'), 'STORE_READ_ONLY', 'lasts', /open it/u],
  ['a missing index', answered(404, 'index_not_found_exception', 'no [a]'), 'STORE_EMPTY', 'lasts', /run the ETL/u],
  [
    'a deployment that is gone',
    onTheWire('HTTP_404', 'Unknown resource.'),
    'CONFIG_INVALID',
    'lasts',
    /^ELASTICSEARCH_URL: .*Unknown resource\./u,
  ],
  ['a traffic filter', onTheWire('HTTP_403', 'Forbidden'), 'CONFIG_INVALID', 'lasts', /Forbidden.*traffic filter/u],
  ['a redirect', onTheWire('HTTP_302', 'a redirect to https://login.example'), 'CONFIG_INVALID', 'lasts', /login/u],
  ['a gateway', onTheWire('HTTP_502', 'Bad Gateway'), 'STORE_UNAVAILABLE', 'passes', /Bad Gateway/u],
  ['a login of a proxy', onTheWire('HTTP_401', 'Log in'), 'CONFIG_INVALID', 'lasts', /proxy.*Log in/u],
  ['an unknown host', onTheWire('ENOTFOUND', 'x'), 'CONFIG_INVALID', 'lasts', /no host has the name search\.example/u],
  [
    'an unknown host of a proxy',
    onTheWire('ENOTFOUND', 'getaddrinfo ENOTFOUND proxy.example'),
    'CONFIG_INVALID',
    'lasts',
    /^HTTPS_PROXY, HTTP_PROXY: no host has the name proxy\.example/u,
  ],
  ['a slow name server', onTheWire('EAI_AGAIN', 'x'), 'STORE_UNAVAILABLE', 'passes', /EAI_AGAIN/u],
  ['a server that is down', onTheWire('ECONNREFUSED', 'x'), 'STORE_UNAVAILABLE', 'passes', /ECONNREFUSED/u],
  ['a slow server', onTheWire('TIMEOUT', 'no answer in time'), 'STORE_UNAVAILABLE', 'passes', /no answer in time/u],
  [
    'a private certificate',
    onTheWire('SELF_SIGNED_CERT_IN_CHAIN', 'self-signed'),
    'CONFIG_INVALID',
    'lasts',
    /ELASTICSEARCH_CA/u,
  ],
  ['an expired certificate', onTheWire('CERT_HAS_EXPIRED', 'x'), 'CONFIG_INVALID', 'lasts', /it has expired/u],
  [
    'https to a server without TLS',
    onTheWire('EPROTO', 'SSL routines:ssl3_get_record:wrong version number'),
    'CONFIG_INVALID',
    'lasts',
    /http:\/\//u,
  ],
  ['http to a server with TLS', onTheWire('TLS_EXPECTED', 'x'), 'CONFIG_INVALID', 'lasts', /https:\/\//u],
  ['an unexpected answer', toRequestFailure(new TypeError('x'), same), 'STORE_CORRUPT', 'lasts', /TypeError/u],
  [
    'another product',
    toRequestFailure(Object.assign(new Error('x'), { name: 'ProductNotSupportedError' }), same),
    'CONFIG_INVALID',
    'lasts',
    /not Elasticsearch/u,
  ],
])('%s', (_name, failure, code, duration, message) => {
  const fault = faultOf(failure, CONTEXT);
  expect([fault.code, fault.passes]).toEqual([code, duration === 'passes']);
  expect(fault.describe(failure, CONTEXT)).toMatch(message);
});

test('faults that are those of the settings at first may pass once the server is known', () => {
  const known = { ...CONTEXT, isKnown: true };
  expect(faultOf(onTheWire('ENOTFOUND', 'x'), known).passes).toBe(true);
  const refused = answered(401, 'security_exception', 'unable to authenticate user [etl]');
  const byPassword = { ...CONTEXT, credentialsFrom: 'ELASTICSEARCH_PASSWORD' };
  expect(faultOf(refused, byPassword)).toMatchObject({ passes: false, code: 'CONFIG_INVALID' });
  expect(faultOf(refused, { ...byPassword, isKnown: true }).passes).toBe(true);
  expect(faultOf(refused, known).passes).toBe(false);
});
