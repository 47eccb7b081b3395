import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** Starts one Elasticsearch node for all test files that run on every store. */
const elasticsearchSetup = fileURLToPath(import.meta.resolve('@soundalike/elasticsearch-node/vitest'));
const ON_EVERY_STORE = 'src/**/*.stores.test.ts';
const ON_EMBEDDED_STORE = 'src/**/!(*.stores).test.ts';

export default mergeConfig(
  base,
  defineConfig({
    test: {
      // Nx runs this room last, alone: two files at a time, because most wait for processes and servers.
      maxWorkers: 2,
      projects: [
        { extends: true, test: { name: 'on the embedded store', exclude: [ON_EVERY_STORE] } },
        {
          extends: true,
          test: { name: 'on every store', exclude: [ON_EMBEDDED_STORE], globalSetup: elasticsearchSetup },
        },
      ],
    },
  }),
);
