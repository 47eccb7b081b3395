/**
 * `node decode-files.ts FOLDER` writes the files that decode-golden.py decodes; the MP3 is then committed with what it
 * gives.
 */
import { join } from 'node:path';
import { GOLDEN_WAVS, writeGoldenMp3, writeGoldenWav } from '@soundalike/audio-core/testing';

const folder = process.argv[2]!;
for (const wav of GOLDEN_WAVS) await writeGoldenWav(folder, wav);
await writeGoldenMp3(join(folder, 'sweep.mp3'));
