/**
 * Writes the random-weight checkpoints that cnn14-golden.py loads: `node cnn14-checkpoints.ts FOLDER`.
 * The tests make the same ones from the same seed.
 */
import { join } from 'node:path';
import { NARROW_CHANNELS, randomCnn14, writeLegacyCheckpoint, writeZipCheckpoint } from '@soundalike/audio-core/testing';

const SEED = 1;

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node cnn14-checkpoints.ts FOLDER');
const narrow = await randomCnn14(SEED, NARROW_CHANNELS);
await writeLegacyCheckpoint(join(folder, 'narrow-legacy.pth'), narrow);
await writeZipCheckpoint(join(folder, 'narrow-zip.pth'), narrow);
const full = await randomCnn14(SEED);
await writeLegacyCheckpoint(join(folder, 'full-legacy.pth'), full);
await writeZipCheckpoint(join(folder, 'full-zip.pth'), full);
