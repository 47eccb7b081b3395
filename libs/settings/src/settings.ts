import { resolve } from 'node:path';
import { z } from 'zod';
import { CatalogError, MODEL_IDS } from '@soundalike/catalog';
import type { ModelId } from '@soundalike/catalog';

/** Where things are and which model is used; paths are absolute. */
export interface Settings {
  readonly datasetDir: string;
  readonly modelDir: string;
  readonly storePath: string;
  /** null: the best model that can be had. */
  readonly embeddingModel: ModelId | null;
  /** null: the first decoder that is found. */
  readonly ffmpegPath: string | null;
  /** Share of the known files, 0 to 1, that a run may remove without being told that it may. */
  readonly maxDeleteShare: number;
}

const folder = (fallback: string) => z.string().default(fallback).transform((path) => resolve(path));

const SCHEMA = z.object({
  DATASET_DIR: folder('dataset'),
  MODEL_DIR: folder('models'),
  STORE_PATH: folder('data/soundalike.db'),
  EMBEDDING_MODEL: z.enum(MODEL_IDS).nullable().default(null),
  FFMPEG_PATH: z.string().nullable().default(null),
  MAX_DELETE_SHARE: z.coerce.number().min(0).max(1).default(0.2),
});

/**
 * Reads the configuration from environment variables; a blank variable counts as unset.
 * @throws `CONFIG_INVALID` listing every faulty variable by name, without its value.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.keys(SCHEMA.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = SCHEMA.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new CatalogError('CONFIG_INVALID', `configuration: ${faults.join('; ')}`);
  }
  const values = parsed.data;
  return {
    datasetDir: values.DATASET_DIR,
    modelDir: values.MODEL_DIR,
    storePath: values.STORE_PATH,
    embeddingModel: values.EMBEDDING_MODEL,
    ffmpegPath: values.FFMPEG_PATH,
    maxDeleteShare: values.MAX_DELETE_SHARE,
  };
}
