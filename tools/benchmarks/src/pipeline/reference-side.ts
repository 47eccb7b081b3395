import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelOf } from '@soundalike/audio-core';
import type { Side } from './run-side.ts';

const SCRIPT = fileURLToPath(new URL('./reference.py', import.meta.url));

/**
 * Return the side of the Python reference.
 * @param venv Python environment, created with:
 * python3 -m venv VENV && VENV/bin/pip install -r tools/models/golden/cnn14-requirements.txt
 */
export async function referenceSide(
  venv: string,
  workFolder: string,
  checkpoint: string,
  paths: readonly string[],
): Promise<Side> {
  const home = join(workFolder, 'home');
  // panns_inference downloads AudioSet's list of labels when it is imported, unless it is in the home folder.
  const rows = modelOf('cnn14').spec.labels.map((label, index) => `${index},/m/${index},"${label}"`);
  await mkdir(join(home, 'panns_data'), { recursive: true });
  await writeFile(
    join(home, 'panns_data', 'class_labels_indices.csv'),
    `${['index,mid,display_name', ...rows].join('\n')}\n`,
  );
  return {
    name: 'librosa + panns_inference',
    program: join(venv, 'bin', 'python'),
    args: [SCRIPT, checkpoint, ...paths],
    env: { HOME: home },
  };
}
