import { resolve } from 'node:path';
import { z } from 'zod';
import { describeIssue } from './describe-issue.ts';
import { excludePatterns } from './exclude-patterns.ts';
import { weightAddresses } from './weight-addresses.ts';
import { SoundalikeError } from '@soundalike/errors';
import { EMBEDDING_DEVICES, EMBEDDING_PRECISIONS, MODEL_IDS } from '@soundalike/catalog';
import type { EmbeddingDevice, EmbeddingPrecision, Excerpt, ModelId } from '@soundalike/catalog';
import {
  ELASTICSEARCH_FIELDS,
  checkElasticsearch,
  elasticsearchSettings,
} from './elasticsearch/elasticsearch-settings.ts';
import type { ElasticsearchSettings } from './elasticsearch/elasticsearch-settings.ts';
import { ACCESS_FIELDS } from './explore/access-settings.ts';
import type { ApiToken } from './explore/access-settings.ts';
import { PLAYER_FIELDS } from './player-settings.ts';
import type { SubsonicLogin } from './player-settings.ts';
import { proxySettings } from './elasticsearch/proxy-settings.ts';

/** All settings; paths are absolute. */
export interface Settings {
  readonly datasetDir: string;
  /** Patterns of what the dataset leaves out, as in `.gitignore`, relative to `datasetDir`. */
  readonly datasetExclude: readonly string[];
  readonly modelDir: string;
  readonly storePath: string;
  /** Folder that playlists of saved stations are written to; null: none. */
  readonly playlistDir: string | null;
  /** null: the embedded store at `storePath`. */
  readonly elasticsearch: ElasticsearchSettings | null;
  /** null: the best model that is available. */
  readonly embeddingModel: ModelId | null;
  /** int8: the quantised Cnn14, with its own embedding space. */
  readonly embeddingPrecision: EmbeddingPrecision;
  /** Where indexing computes the model; auto: the first device that agrees with the CPU and is faster, or the CPU. */
  readonly embeddingDevice: EmbeddingDevice | 'auto';
  /** Windows that are embedded instead of the entire track, with their own embedding space; null: entire tracks. */
  readonly embeddingExcerpt: Excerpt | null;
  /**
   * Addresses to fetch Cnn14's weights from, tried in turn: http, https or file, or absolute paths; empty: the
   * published ones.
   */
  readonly cnn14Urls: readonly string[];
  /** null: the first decoder that is found. */
  readonly ffmpegPath: string | null;
  /** Share of the known files, 0 to 1, that a run may remove without `--allow-deletions`. */
  readonly maxDeleteShare: number;
  /** Files in flight at once; null: from the number of cores. */
  readonly etlConcurrency: number | null;
  /** Threads for inference; null: the number of cores. */
  readonly etlThreads: number | null;
  /** Cron expression of the nightly run. */
  readonly etlCron: string;
  /** IANA time zone of the cron expression; null: the machine's. */
  readonly etlTimezone: string | null;
  /** Number of ETL processes that share the library; `JOB_COMPLETION_INDEX` is the number of this one. null: one. */
  readonly etlShards: number | null;
  /** Number of this process among the shards, from 0, as a Kubernetes Indexed Job sets it. */
  readonly jobCompletionIndex: number | null;
  /** Port of `/healthz` and `/metrics`; null: none. */
  readonly etlHttpPort: number | null;
  readonly discordToken: string | null;
  readonly discordApplicationId: string | null;
  /** Guild for which commands are registered during a trial; null: global commands. */
  readonly discordGuildId: string | null;
  /** Base address of Discord's REST API without a slash at its end, for a proxy or a test; null: Discord's own. */
  readonly discordApiUrl: string | null;
  /** Port of the bot's `/healthz`; null: none. */
  readonly botHttpPort: number | null;
  /** Seconds that a member has to wait between two requests to the bot; 0: none. */
  readonly botCooldownSeconds: number;
  /** Whether the bot may send 30-second previews. */
  readonly previews: boolean;
  /** `relative`: playlists that the bot sends have the paths of the files, relative to `datasetDir`. */
  readonly playlistPaths: 'none' | 'relative';
  /** Port of the local web page. */
  readonly explorePort: number;
  /** Token of the page's login, which allows everything; null: none. */
  readonly exploreToken: string | null;
  /** Tokens of programs that use the API. */
  readonly exploreApiTokens: readonly ApiToken[];
  /** Origins of other sites that may use the API. */
  readonly exploreCorsOrigins: readonly string[];
  /** More host names that the server answers to, in lower case, without port. */
  readonly exploreHostnames: readonly string[];
  /** Requests per minute that one client may send to the API; 0: any number. */
  readonly exploreRateLimit: number;
  /** How to log in to the Subsonic server that playlists are pushed to. */
  readonly subsonic: SubsonicLogin;
  /** Host or socket of MPD, with `PASSWORD@` before it if it wants one; null: this machine. */
  readonly mpdHost: string | null;
  readonly mpdPort: number;
}

const folder = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((path) => resolve(path));
const text = z.string().nullable().default(null);
const count = z.coerce.number().int().min(1).nullable().default(null);
const port = z.coerce.number().int().min(1).max(65_535).nullable().default(null);
const snowflake = z
  .string()
  .regex(/^\d{17,20}$/u, 'must be a Discord id of 17 to 20 digits')
  .nullable()
  .default(null);
const webAddress = z
  .url({ protocol: /^https?$/u })
  .nullable()
  .default(null);

const excerpt = z
  .string()
  .regex(
    /^([1-9]|1\d|20)x([3-9]|[1-9]\d|1[01]\d|120)s$/u,
    'must be COUNTxSECONDSs, such as 3x10s, with at most 20 windows of 3 to 120 seconds',
  )
  .transform((text): Excerpt => {
    const [windows, seconds] = text.split('x');
    return { windows: Number(windows), seconds: Number.parseInt(seconds!, 10) };
  })
  .nullable()
  .default(null);

const SCHEMA = z
  .object({
    DATASET_DIR: folder('dataset'),
    DATASET_EXCLUDE: excludePatterns,
    MODEL_DIR: folder('models'),
    STORE_PATH: folder('data/soundalike.db'),
    PLAYLIST_DIR: text.transform((path) => path && resolve(path)),
    ...ELASTICSEARCH_FIELDS,
    EMBEDDING_MODEL: z.enum(MODEL_IDS).nullable().default(null),
    EMBEDDING_PRECISION: z.enum(EMBEDDING_PRECISIONS).default('float32'),
    EMBEDDING_DEVICE: z.enum(['auto', ...EMBEDDING_DEVICES]).default('cpu'),
    EMBEDDING_EXCERPT: excerpt,
    CNN14_URL: weightAddresses,
    FFMPEG_PATH: text,
    MAX_DELETE_SHARE: z.coerce.number().min(0).max(1).default(0.2),
    ETL_CONCURRENCY: count,
    ETL_THREADS: count,
    ETL_CRON: z.string().default('0 3 * * *'),
    ETL_TIMEZONE: text,
    ETL_SHARDS: count,
    JOB_COMPLETION_INDEX: z.coerce.number().int().min(0).nullable().default(null),
    ETL_HTTP_PORT: port,
    DISCORD_TOKEN: text,
    DISCORD_APPLICATION_ID: snowflake,
    DISCORD_GUILD_ID: snowflake,
    DISCORD_API_URL: webAddress,
    BOT_HTTP_PORT: port,
    BOT_COOLDOWN_SECONDS: z.coerce.number().min(0).max(3600).default(3),
    PREVIEWS: z.enum(['on', 'off']).default('off'),
    PLAYLIST_PATHS: z.enum(['none', 'relative']).default('none'),
    EXPLORE_PORT: z.coerce.number().int().min(1).max(65_535).default(4600),
    ...ACCESS_FIELDS,
    ...PLAYER_FIELDS,
  })
  .superRefine((values, context) => {
    const reject = (name: keyof typeof values, message: string): void =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (values.DATASET_EXCLUDE.some((pattern) => pattern.startsWith(values.DATASET_DIR))) {
      reject('DATASET_EXCLUDE', 'must have patterns relative to DATASET_DIR, such as Podcasts or /Podcasts/Old');
    }
    checkElasticsearch(values, reject);
    if (values.EMBEDDING_PRECISION === 'int8' && values.EMBEDDING_MODEL === 'musicnn') {
      reject('EMBEDDING_PRECISION', 'must be float32 if EMBEDDING_MODEL is musicnn: only cnn14 can be quantised');
    }
    if (
      values.EMBEDDING_PRECISION === 'int8' &&
      values.EMBEDDING_DEVICE !== 'cpu' &&
      values.EMBEDDING_DEVICE !== 'auto'
    ) {
      reject('EMBEDDING_DEVICE', 'must be cpu or auto if EMBEDDING_PRECISION is int8: int8 runs on the CPU only');
    }
    if (values.JOB_COMPLETION_INDEX !== null && values.JOB_COMPLETION_INDEX >= (values.ETL_SHARDS ?? 0)) {
      reject('ETL_SHARDS', 'must be greater than JOB_COMPLETION_INDEX, which counts from 0');
    }
  });

/**
 * Read the settings from environment variables; a blank variable counts as unset.
 * @throws `CONFIG_INVALID` that names every invalid variable, without its value
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.keys(SCHEMA.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = SCHEMA.safeParse(given, { error: describeIssue });
  const problems = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  const usesElasticsearch = 'ELASTICSEARCH_CLOUD_ID' in given || 'ELASTICSEARCH_URL' in given;
  const reject = (name: string, problem: string): void => void problems.push(`${name} ${problem}`);
  const proxy = usesElasticsearch ? proxySettings(environment, reject) : null;
  if (!parsed.success || problems.length > 0) throw new SoundalikeError('CONFIG_INVALID', problems.join('; '));
  const values = parsed.data;
  return {
    datasetDir: values.DATASET_DIR,
    datasetExclude: values.DATASET_EXCLUDE,
    modelDir: values.MODEL_DIR,
    storePath: values.STORE_PATH,
    playlistDir: values.PLAYLIST_DIR,
    elasticsearch: elasticsearchSettings(values, proxy),
    embeddingModel: values.EMBEDDING_MODEL,
    embeddingPrecision: values.EMBEDDING_PRECISION,
    embeddingDevice: values.EMBEDDING_DEVICE,
    embeddingExcerpt: values.EMBEDDING_EXCERPT,
    cnn14Urls: values.CNN14_URL,
    ffmpegPath: values.FFMPEG_PATH,
    maxDeleteShare: values.MAX_DELETE_SHARE,
    etlConcurrency: values.ETL_CONCURRENCY,
    etlThreads: values.ETL_THREADS,
    etlCron: values.ETL_CRON,
    etlTimezone: values.ETL_TIMEZONE,
    etlShards: values.ETL_SHARDS,
    jobCompletionIndex: values.JOB_COMPLETION_INDEX,
    etlHttpPort: values.ETL_HTTP_PORT,
    discordToken: values.DISCORD_TOKEN,
    discordApplicationId: values.DISCORD_APPLICATION_ID,
    discordGuildId: values.DISCORD_GUILD_ID,
    discordApiUrl: values.DISCORD_API_URL?.replace(/\/+$/u, '') ?? null,
    botHttpPort: values.BOT_HTTP_PORT,
    botCooldownSeconds: values.BOT_COOLDOWN_SECONDS,
    previews: values.PREVIEWS === 'on',
    playlistPaths: values.PLAYLIST_PATHS,
    explorePort: values.EXPLORE_PORT,
    exploreToken: values.EXPLORE_TOKEN,
    exploreApiTokens: values.EXPLORE_API_TOKENS,
    exploreCorsOrigins: values.EXPLORE_CORS_ORIGINS,
    exploreHostnames: values.EXPLORE_HOSTNAMES,
    exploreRateLimit: values.EXPLORE_RATE_LIMIT,
    subsonic: {
      user: values.SUBSONIC_USER,
      password: values.SUBSONIC_PASSWORD,
      apiKey: values.SUBSONIC_API_KEY,
    },
    mpdHost: values.MPD_HOST,
    mpdPort: values.MPD_PORT,
  };
}

/** Read only the name of the library in Elasticsearch. @throws `CONFIG_INVALID` */
export function readElasticsearchAlias(environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment['ELASTICSEARCH_ALIAS']?.trim() || undefined;
  return readSettings({ ELASTICSEARCH_ALIAS: given, ELASTICSEARCH_URL: 'http://127.0.0.1' }).elasticsearch!.alias;
}
