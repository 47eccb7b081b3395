import { join } from 'node:path';
import { embeddingSpaceOf, modelOf, musicnnFolder, readManifest } from '@soundalike/audio-core';
import { installedCnn14 } from '@soundalike/model-builder';
import type { LoadedModel, ModelManifest, ModelSpec } from '@soundalike/audio-core';
import type { ModelId } from '@soundalike/catalog';

/** A model in memory. */
export interface OpenModel {
  readonly spec: ModelSpec;
  /** Model and precision for display: `musicnn f32`. */
  readonly name: string;
  readonly spaceId: string;
  /** Origin of its weights, for display. */
  readonly origin: string;
  readonly folder: string;
  readonly loaded: LoadedModel;
}

/** Load musicnn, and Cnn14 if it is installed. @throws `MODEL_INVALID` */
export async function openModels(modelDir: string, intraOpThreads: number): Promise<OpenModel[]> {
  const musicnn = await openModel(
    'musicnn',
    musicnnFolder(),
    await readManifest(musicnnFolder(), 'musicnn'),
    intraOpThreads,
  );
  const manifest = await installedCnn14(modelDir);
  return manifest === null
    ? [musicnn]
    : [musicnn, await openModel('cnn14', join(modelDir, 'cnn14'), manifest, intraOpThreads)];
}

async function openModel(
  id: ModelId,
  folder: string,
  manifest: ModelManifest,
  intraOpThreads: number,
): Promise<OpenModel> {
  const { spec, load } = modelOf(id);
  return {
    spec,
    name: `${id} ${manifest.precision}`,
    spaceId: embeddingSpaceOf(spec, manifest).id,
    origin: manifest.origin,
    folder,
    loaded: await load(folder, { intraOpThreads }),
  };
}
