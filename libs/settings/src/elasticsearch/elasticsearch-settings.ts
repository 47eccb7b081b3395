import { resolve } from 'node:path';
import { z } from 'zod';
import { isCloudId } from '@soundalike/es-store/endpoint';
import { VECTOR_INDEX_TYPES } from '@soundalike/es-store/vector-field';
import type { VectorIndexType } from '@soundalike/es-store/vector-field';
import { apiKeyProblem } from './api-key-form.ts';
import type { ProxySettings } from './proxy-settings.ts';
import { readCertificates } from './read-certificates.ts';

/** Address of Elasticsearch, how to reach it, the names of the indices and the kind of vector index. */
export interface ElasticsearchSettings {
  /** Exactly one of `cloudId` and `url` is set. */
  readonly cloudId: string | null;
  readonly url: string | null;
  /** At most one of `apiKey`, `username` with `password`, and a user in `url` is set. */
  readonly apiKey: string | null;
  readonly username: string | null;
  readonly password: string | null;
  /** Certificates of the authorities to trust, in PEM; null: those that Node trusts. */
  readonly ca: string | null;
  /** SHA-256 of the certificate of the authority, hexadecimal digits in pairs with colons; null: none. */
  readonly caFingerprint: string | null;
  readonly proxy: ProxySettings | null;
  /** Whether it is Elastic Serverless. */
  readonly serverless: boolean;
  /** Alias of the served space; the names of all indices begin with it. */
  readonly alias: string;
  /** HNSW variants are searched approximately, `flat` exactly. */
  readonly vectorIndex: VectorIndexType;
  /** Candidates per shard of a kNN search; null: chosen from k. */
  readonly numCandidates: number | null;
}

const text = z.string().nullable().default(null);

const certificates = z
  .string()
  .transform((path, context) => {
    const read = readCertificates(resolve(path));
    if ('pem' in read) return read.pem;
    context.addIssue({ code: 'custom', message: read.problem });
    return z.NEVER;
  })
  .nullable()
  .default(null);

const fingerprint = z
  .string()
  .transform((value) => value.replaceAll(':', '').toUpperCase())
  .pipe(
    z.string().regex(/^[\dA-F]{64}$/u, 'must be a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons'),
  )
  .transform((digits) => digits.match(/../gu)!.join(':'))
  .nullable()
  .default(null);

/** Rules of Elasticsearch for names, and some room for what the names of the indices add. */
const alias = z
  .string()
  .regex(
    /^[a-z\d][a-z\d._-]{0,99}$/u,
    'must be a name for indices: at most 100 lower-case letters, digits and . _ -, with a letter or digit first',
  )
  .default('tracks');

/** The variables of Elasticsearch. */
export const ELASTICSEARCH_FIELDS = {
  ELASTICSEARCH_CLOUD_ID: z
    .string()
    .refine(isCloudId, 'must be a cloud id, which is NAME: and base64 text; copy it from the Elastic Cloud console')
    .nullable()
    .default(null),
  ELASTICSEARCH_URL: z
    .url({ protocol: /^https?$/u })
    .nullable()
    .default(null),
  ELASTICSEARCH_API_KEY: z
    .string()
    .superRefine((key, context) => {
      const problem = apiKeyProblem(key);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    })
    .nullable()
    .default(null),
  ELASTICSEARCH_USERNAME: text,
  ELASTICSEARCH_PASSWORD: text,
  ELASTICSEARCH_CA: certificates,
  ELASTICSEARCH_CA_FINGERPRINT: fingerprint,
  ELASTICSEARCH_SERVERLESS: z.enum(['on', 'off']).nullable().default(null),
  ELASTICSEARCH_ALIAS: alias,
  ELASTICSEARCH_VECTOR_INDEX: z.enum(VECTOR_INDEX_TYPES).default('int8_hnsw'),
  ELASTICSEARCH_NUM_CANDIDATES: z.coerce.number().int().min(1).max(10_000).nullable().default(null),
};

/** Values of the variables. */
export type ElasticsearchValues = z.infer<z.ZodObject<typeof ELASTICSEARCH_FIELDS>>;

type Reject = (name: keyof ElasticsearchValues, problem: string) => void;

/** Check what the variables mean together. */
export function checkElasticsearch(values: ElasticsearchValues, reject: Reject): void {
  const { ELASTICSEARCH_CLOUD_ID: cloudId, ELASTICSEARCH_URL: url } = values;
  const { ELASTICSEARCH_API_KEY: key, ELASTICSEARCH_USERNAME: user, ELASTICSEARCH_PASSWORD: password } = values;
  if (cloudId && url) reject('ELASTICSEARCH_URL', 'must be unset if ELASTICSEARCH_CLOUD_ID is set');
  if (!cloudId && !url) {
    for (const name of [
      'ELASTICSEARCH_API_KEY',
      'ELASTICSEARCH_USERNAME',
      'ELASTICSEARCH_PASSWORD',
      'ELASTICSEARCH_CA',
      'ELASTICSEARCH_CA_FINGERPRINT',
    ] as const) {
      if (values[name])
        reject(name, 'has no effect without ELASTICSEARCH_CLOUD_ID or ELASTICSEARCH_URL; set one of them');
    }
    return;
  }
  if ((user === null) !== (password === null)) {
    reject(
      user === null ? 'ELASTICSEARCH_USERNAME' : 'ELASTICSEARCH_PASSWORD',
      'must be set if the other of ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD is set',
    );
  }
  if (cloudId && !key && !user && !password)
    reject('ELASTICSEARCH_API_KEY', 'must be set if ELASTICSEARCH_CLOUD_ID is set');
  if (key && (user || password)) reject('ELASTICSEARCH_USERNAME', 'must be unset if ELASTICSEARCH_API_KEY is set');
  if (url && new URL(url).username !== '' && (key || user || password)) {
    reject('ELASTICSEARCH_URL', 'must not contain a user if ELASTICSEARCH_API_KEY or ELASTICSEARCH_USERNAME is set');
  }
  const { ELASTICSEARCH_CA: ca, ELASTICSEARCH_CA_FINGERPRINT: pinned } = values;
  if (ca && pinned) reject('ELASTICSEARCH_CA_FINGERPRINT', 'must be unset if ELASTICSEARCH_CA is set');
  if ((ca || pinned) && url?.startsWith('http:')) {
    reject(ca ? 'ELASTICSEARCH_CA' : 'ELASTICSEARCH_CA_FINGERPRINT', 'needs an https:// address in ELASTICSEARCH_URL');
  }
}

/** Return the settings; null if no Elasticsearch is configured. */
export function elasticsearchSettings(
  values: ElasticsearchValues,
  proxy: ProxySettings | null,
): ElasticsearchSettings | null {
  const { ELASTICSEARCH_CLOUD_ID: cloudId, ELASTICSEARCH_URL: url } = values;
  if (cloudId === null && url === null) return null;
  return {
    cloudId,
    url,
    apiKey: values.ELASTICSEARCH_API_KEY,
    username: values.ELASTICSEARCH_USERNAME,
    password: values.ELASTICSEARCH_PASSWORD,
    ca: values.ELASTICSEARCH_CA,
    caFingerprint: values.ELASTICSEARCH_CA_FINGERPRINT,
    proxy,
    serverless: values.ELASTICSEARCH_SERVERLESS === null ? isServerless(url) : values.ELASTICSEARCH_SERVERLESS === 'on',
    alias: values.ELASTICSEARCH_ALIAS,
    vectorIndex: values.ELASTICSEARCH_VECTOR_INDEX,
    numCandidates: values.ELASTICSEARCH_NUM_CANDIDATES,
  };
}

/** Endpoints of Serverless projects are `PROJECT.es.REGION.PROVIDER.elastic.cloud`. */
function isServerless(url: string | null): boolean {
  return url !== null && /\.es\.[^/]+\.elastic\.cloud$/u.test(new URL(url).hostname);
}
