/**
 * Write the input of cnn14-golden.py: `node cnn14-checkpoints.ts FOLDER`. The tests create the same random-weight
 * checkpoints from the same seed. The MP3 is committed next to the golden values, because another version of the
 * encoder may write another file.
 */
import { join } from 'node:path';
import { encodeAudio, testSignal } from '@soundalike/audio-core/testing';
import {
  NARROW_CHANNELS,
  randomCnn14,
  writeLegacyCheckpoint,
  writeZipCheckpoint,
} from '@soundalike/model-builder/testing';

const SEED = 1;

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node cnn14-checkpoints.ts FOLDER');
const narrow = await randomCnn14(SEED, NARROW_CHANNELS);
await writeLegacyCheckpoint(join(folder, 'narrow-legacy.pth'), narrow);
await writeZipCheckpoint(join(folder, 'narrow-zip.pth'), narrow);
const full = await randomCnn14(SEED);
await writeLegacyCheckpoint(join(folder, 'full-legacy.pth'), full);
await writeZipCheckpoint(join(folder, 'full-zip.pth'), full);

const FILE_RATE = 44_100;
const FILE_SECONDS = 4;
await encodeAudio(
  join(folder, 'track.mp3'),
  [0, 1].map((seed) => testSignal(FILE_SECONDS * FILE_RATE, FILE_RATE, seed)),
  FILE_RATE,
);
