/**
 * Write the files that decode-golden.py decodes: `node decode-files.ts FOLDER`. The MP3 is committed with its golden
 * values.
 */
import { join } from 'node:path';
import { GOLDEN_WAVS, writeGoldenMp3, writeGoldenWav } from '@soundalike/audio-core/testing';

const folder = process.argv[2]!;
for (const wav of GOLDEN_WAVS) await writeGoldenWav(folder, wav);
await writeGoldenMp3(join(folder, 'sweep.mp3'));
