import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings } from '../settings.ts';
import type { ElasticsearchSettings } from './elasticsearch-settings.ts';

const URL_ = { ELASTICSEARCH_URL: 'https://search.example:9200' };
const CLOUD = { ELASTICSEARCH_CLOUD_ID: `name:${Buffer.from('eu.example:9243$abc$def').toString('base64')}` };
const KEY = Buffer.from('an-id:a-secret').toString('base64');
const FINGERPRINT = 'ab'.repeat(32);

const read = (environment: Readonly<Record<string, string>>): ElasticsearchSettings =>
  readSettings(environment).elasticsearch!;

function fileOf(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, content);
  return file;
}

test('an address is enough, and gives the defaults', () => {
  expect(read({ ELASTICSEARCH_URL: 'http://127.0.0.1:9200' })).toEqual({
    cloudId: null,
    url: 'http://127.0.0.1:9200',
    apiKey: null,
    username: null,
    password: null,
    ca: null,
    caFingerprint: null,
    proxy: null,
    serverless: false,
    alias: 'tracks',
    vectorIndex: 'int8_hnsw',
    numCandidates: null,
  });
  expect(readSettings({ ELASTICSEARCH_ALIAS: 'jazz', HTTPS_PROXY: 'no address' }).elasticsearch).toBeNull();
});

test('the certificates of the authority are read from their file', () => {
  const file = fileOf(`Subject: somebody\n${rootCertificates[0]!}\n\n${rootCertificates[1]!}\n`);
  expect(read({ ...URL_, ELASTICSEARCH_CA: file }).ca).toBe(`${rootCertificates[0]!}\n${rootCertificates[1]!}`);
});

test('a fingerprint may have colons or not, in lower or upper case', () => {
  const expected = Array.from({ length: 32 }, () => 'AB').join(':');
  for (const value of [FINGERPRINT, expected, expected.toLowerCase()])
    expect(read({ ...URL_, ELASTICSEARCH_CA_FINGERPRINT: value }).caFingerprint).toBe(expected);
});

test('the variables of proxies are read in both cases, and this machine is reached directly', () => {
  const proxies = { https_proxy: 'http://first:1', HTTPS_PROXY: 'http://second:2', NO_PROXY: 'a.example' };
  expect(read({ ...URL_, ...proxies }).proxy).toEqual({
    http: null,
    https: 'http://first:1',
    direct: 'a.example,localhost,127.0.0.1,[::1]',
  });
  expect(read({ ...URL_, HTTP_PROXY: 'proxy:3', NO_PROXY: '*' }).proxy).toEqual({
    http: 'http://proxy:3',
    https: 'http://proxy:3',
    direct: '*',
  });
});

test.each([
  ['https://music-ab12.es.eu-west-1.aws.elastic.cloud', undefined, true],
  ['https://music.es.eu-west-1.aws.elastic-cloud.com', undefined, false],
  ['https://search.example', 'on', true],
  ['https://music-ab12.es.eu-west-1.aws.elastic.cloud:443', 'off', false],
])('%s with ELASTICSEARCH_SERVERLESS %s: serverless is %s', (url, setting, expected) => {
  const environment = { ELASTICSEARCH_URL: url, ...(setting && { ELASTICSEARCH_SERVERLESS: setting }) };
  expect(read(environment).serverless).toBe(expected);
});

test.each<[string, Readonly<Record<string, string>>, RegExp]>([
  ['a cloud id without a key', CLOUD, /^ELASTICSEARCH_API_KEY must be set/u],
  [
    'no cloud id',
    { ELASTICSEARCH_CLOUD_ID: 'canary' },
    /^ELASTICSEARCH_CLOUD_ID must be a cloud id, .*NAME:.*console/u,
  ],
  ['an address as a cloud id', { ELASTICSEARCH_CLOUD_ID: 'https://canary.example' }, /^ELASTICSEARCH_CLOUD_ID must/u],
  ['both addresses', { ...URL_, ...CLOUD, ELASTICSEARCH_API_KEY: KEY }, /^ELASTICSEARCH_URL must be unset/u],
  ['a key without an address', { ELASTICSEARCH_API_KEY: KEY }, /^ELASTICSEARCH_API_KEY has no effect/u],
  [
    'a key and a user',
    { ...URL_, ELASTICSEARCH_API_KEY: KEY, ELASTICSEARCH_USERNAME: 'a', ELASTICSEARCH_PASSWORD: 'b' },
    /^ELASTICSEARCH_USERNAME must be unset/u,
  ],
  [
    'a user in the address too',
    { ELASTICSEARCH_URL: 'https://a:canary@b', ELASTICSEARCH_API_KEY: KEY },
    /^ELASTICSEARCH_URL must not contain a user/u,
  ],
  ['a user without a password', { ...URL_, ELASTICSEARCH_USERNAME: 'a' }, /^ELASTICSEARCH_PASSWORD must be set/u],
  ['a key in typographic quotes', { ...URL_, ELASTICSEARCH_API_KEY: `\u201C${KEY}\u201D` }, /without quotes/u],
  ['a key in quotes', { ...URL_, ELASTICSEARCH_API_KEY: `"${KEY}"` }, /without quotes/u],
  ['a key with ApiKey before it', { ...URL_, ELASTICSEARCH_API_KEY: `ApiKey ${KEY}` }, /without `ApiKey`/u],
  ['a key that is not encoded', { ...URL_, ELASTICSEARCH_API_KEY: 'an-id:canary' }, /not id:key/u],
  ['a key with an arrow', { ...URL_, ELASTICSEARCH_API_KEY: `\u2192${KEY}` }, /other characters/u],
  ['a key with a line break', { ...URL_, ELASTICSEARCH_API_KEY: `${KEY}\n${KEY}` }, /other characters/u],
  ['half a key', { ...URL_, ELASTICSEARCH_API_KEY: KEY.slice(0, 8) }, /incomplete/u],
  ['a missing file', { ...URL_, ELASTICSEARCH_CA: '/none/ca.pem' }, /^ELASTICSEARCH_CA must be .*no such file/u],
  ['a folder', { ...URL_, ELASTICSEARCH_CA: '/' }, /^ELASTICSEARCH_CA must be .*it is a folder/u],
  [
    'no fingerprint',
    { ...URL_, ELASTICSEARCH_CA_FINGERPRINT: 'canary' },
    /^ELASTICSEARCH_CA_FINGERPRINT must be a SHA-256/u,
  ],
  [
    'a fingerprint for http',
    { ELASTICSEARCH_URL: 'http://a', ELASTICSEARCH_CA_FINGERPRINT: FINGERPRINT },
    /^ELASTICSEARCH_CA_FINGERPRINT needs/u,
  ],
  ['no name', { ...URL_, ELASTICSEARCH_ALIAS: 'Canary' }, /^ELASTICSEARCH_ALIAS must be a name for indices/u],
  ['a hidden name', { ...URL_, ELASTICSEARCH_ALIAS: '.canary' }, /^ELASTICSEARCH_ALIAS must/u],
  ['no proxy', { ...URL_, HTTPS_PROXY: 'ftp://canary' }, /^HTTPS_PROXY must be the address of a proxy/u],
])('%s is refused by the name of the variable, without its value', (_name, environment, message) => {
  const invalid = (): unknown => read(environment);
  expect(invalid).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringMatching(message) }));
  expect(invalid).not.toThrow(/canary/iu);
});

test('a file without a certificate is refused', () => {
  for (const content of ['', 'canary', '-----BEGIN CERTIFICATE-----\ncanary\n-----END CERTIFICATE-----'])
    expect(() => read({ ...URL_, ELASTICSEARCH_CA: fileOf(content) })).toThrow(/^ELASTICSEARCH_CA must be .*PEM/u);
});

test('keys of Elasticsearch and of Elastic Cloud are accepted', () => {
  for (const key of [
    KEY,
    'essu_YWJjOmRlZg==',
    Buffer.from('VuaCfGcBCdbkQm-e5aOx:ui2lp2axTNmsyakw9tvNnw').toString('base64'),
  ])
    expect(read({ ...CLOUD, ELASTICSEARCH_API_KEY: key }).apiKey).toBe(key);
});
