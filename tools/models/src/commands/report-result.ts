import { embeddingSpaceOf, modelOf, musicnnFolder } from '@soundalike/audio-core';
import type { ModelManifest } from '@soundalike/audio-core';
import type { ModelId } from '@soundalike/catalog';
import { print } from '@soundalike/command-line';
import { cnn14Folder } from '@soundalike/model-builder';

/** Print a result on stdout: as JSON on one line if that was requested, else as text. */
export function printResult(json: boolean | undefined, value: unknown, text: string): void {
  if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
  else print(text);
}

/** Print that Cnn14 in float32 was installed into the model folder. */
export function printInstalledCnn14(json: boolean | undefined, manifest: ModelManifest, modelDir: string): void {
  const space = embeddingSpaceOf(modelOf('cnn14').spec, manifest).id;
  const result = { ...manifest, folder: modelFolder('cnn14', modelDir), space };
  printResult(json, result, `Cnn14 is installed in ${modelDir} (space ${space}).`);
}

/** Return the folder of a model, whether it is installed or not. */
export function modelFolder(model: ModelId, modelDir: string): string {
  return model === 'musicnn' ? musicnnFolder() : cnn14Folder(modelDir, 'float32');
}
