import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** One node for all test files of this library. */
const nodeForAll = fileURLToPath(import.meta.resolve('@soundalike/elasticsearch-node/vitest'));

export default mergeConfig(base, { test: { globalSetup: nodeForAll } });
