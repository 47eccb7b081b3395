import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('an empty environment gives the defaults, with absolute paths', () => {
  expect(readSettings({})).toEqual({
    datasetDir: resolve('dataset'),
    datasetExclude: [],
    modelDir: resolve('models'),
    storePath: resolve('data/soundalike.db'),
    playlistDir: null,
    elasticsearch: null,
    embeddingModel: null,
    embeddingPrecision: 'float32',
    embeddingDevice: 'cpu',
    embeddingExcerpt: null,
    cnn14Urls: [],
    ffmpegPath: null,
    maxDeleteShare: 0.2,
    etlConcurrency: null,
    etlThreads: null,
    etlCron: '0 3 * * *',
    etlTimezone: null,
    etlShards: null,
    jobCompletionIndex: null,
    etlHttpPort: null,
    discordToken: null,
    discordApplicationId: null,
    discordGuildId: null,
    discordApiUrl: null,
    botHttpPort: null,
    botCooldownSeconds: 3,
    previews: false,
    playlistPaths: 'none',
    explorePort: 4600,
    exploreToken: null,
    exploreApiTokens: [],
    exploreCorsOrigins: [],
    exploreHostnames: [],
    exploreRateLimit: 1200,
    subsonic: { user: null, password: null, apiKey: null },
    mpdHost: null,
    mpdPort: 6600,
  });
});

test('a blank variable counts as unset', () => {
  expect(readSettings({ EMBEDDING_MODEL: ' ', DATASET_DIR: '' })).toEqual(readSettings({}));
});

test('every invalid variable is reported at once, by name and without its value', () => {
  const readInvalid = (): unknown => readSettings({ EMBEDDING_MODEL: 'secret-canary', MAX_DELETE_SHARE: '7' });
  expect(readInvalid).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  expect(readInvalid).toThrow(/EMBEDDING_MODEL.*MAX_DELETE_SHARE/u);
  expect(readInvalid).not.toThrow(/secret-canary/u);
});

test.each([
  ['MPD_PORT', '0', 'MPD_PORT must be at least 1'],
  ['EXPLORE_PORT', '70000', 'EXPLORE_PORT must be at most 65535'],
  ['ETL_SHARDS', '0', 'ETL_SHARDS must be at least 1'],
  ['ETL_THREADS', '1.5', 'ETL_THREADS must be a whole number'],
  ['MAX_DELETE_SHARE', 'abc', 'MAX_DELETE_SHARE must be a number'],
  [
    'EMBEDDING_DEVICE',
    'webgp',
    'EMBEDDING_DEVICE must be one of auto, cpu, webgpu, cuda, coreml, directml (did you mean webgpu?)',
  ],
  ['EMBEDDING_MODEL', 'muscinn', 'EMBEDDING_MODEL must be one of cnn14, musicnn (did you mean musicnn?)'],
  ['ELASTICSEARCH_VECTOR_INDEX', 'HNSW', expect.stringContaining('(did you mean hnsw?)')],
  ['PREVIEWS', 'yes', 'PREVIEWS must be one of on, off'],
  ['PLAYLIST_PATHS', 'absolute', 'PLAYLIST_PATHS must be one of none, relative'],
  ['ELASTICSEARCH_URL', 'ftp://x', 'ELASTICSEARCH_URL must be an address that begins with http:// or https://'],
  ['DISCORD_GUILD_ID', '12', 'DISCORD_GUILD_ID must be a Discord id of 17 to 20 digits'],
])('the message for %s=%s says what it must be', (name, value, message) => {
  expect(() => readSettings({ [name]: value })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message }));
});

test('a slash at the end of DISCORD_API_URL makes no difference', () =>
  expect(readSettings({ DISCORD_API_URL: 'http://127.0.0.1:1/api/' }).discordApiUrl).toBe('http://127.0.0.1:1/api'));

test('int8 is for Cnn14 only', () => {
  expect(readSettings({ EMBEDDING_PRECISION: 'int8' })).toMatchObject({
    embeddingModel: null,
    embeddingPrecision: 'int8',
  });
  expect(() => readSettings({ EMBEDDING_PRECISION: 'int8', EMBEDDING_MODEL: 'musicnn' })).toThrow(
    /EMBEDDING_PRECISION.*only cnn14/u,
  );
  expect(() => readSettings({ EMBEDDING_PRECISION: 'int4' })).toThrow(/EMBEDDING_PRECISION/u);
});

test('int8 runs on the CPU only', () => {
  expect(() => readSettings({ EMBEDDING_PRECISION: 'int8', EMBEDDING_DEVICE: 'webgpu' })).toThrow(
    'EMBEDDING_DEVICE must be cpu or auto if EMBEDDING_PRECISION is int8',
  );
  for (const device of ['cpu', 'auto'])
    expect(readSettings({ EMBEDDING_PRECISION: 'int8', EMBEDDING_DEVICE: device }).embeddingDevice).toBe(device);
});

test('an excerpt is a count of windows and their length', () => {
  expect(readSettings({ EMBEDDING_EXCERPT: '3x10s' }).embeddingExcerpt).toEqual({ windows: 3, seconds: 10 });
  for (const invalid of ['0x10s', '3x2s', '3x10', '10s', '3x1000s', '-3x10s', '21x10s', '3x10s ish']) {
    expect(() => readSettings({ EMBEDDING_EXCERPT: invalid })).toThrow(/EMBEDDING_EXCERPT.*3x10s/u);
  }
});

test('what is left out is a list of patterns with semicolons or line breaks between them', () => {
  const read = (text: string) => readSettings({ DATASET_EXCLUDE: text }).datasetExclude;
  expect(read('Podcasts; /Old/**/*.wav;;\n#recycle\n!keep.mp3 ;[{]x')).toEqual([
    'Podcasts',
    '/Old/**/*.wav',
    '#recycle',
    '!keep.mp3',
    '[{]x',
  ]);
  expect(read('')).toEqual([]);
  for (const [invalid, hint] of [
    ['*.{wav,aiff}', /braces/u],
    ['../Other', /\.\./u],
    ['./Podcasts', /\.\./u],
    ['Podcasts\\Old', /backslash/u],
    ['Podcasts\\', /backslash/u],
    ['Demo[s', /\[/u],
    ['!', /empty/u],
    ['/', /empty/u],
    [`${resolve('dataset')}/Podcasts`, /relative to DATASET_DIR/u],
  ] as const) {
    expect(() => read(`Podcasts;${invalid}`), invalid).toThrow(/DATASET_EXCLUDE/u);
    expect(() => read(`Podcasts;${invalid}`), invalid).toThrow(hint);
  }
});
