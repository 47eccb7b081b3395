import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** All test files of this library share one node. */
const nodeForAll = fileURLToPath(import.meta.resolve('@soundalike/elasticsearch-node/vitest'));

export default mergeConfig(base, { test: { globalSetup: nodeForAll } });
