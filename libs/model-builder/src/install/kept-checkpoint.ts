import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import type { DownloadMetadata } from '../download/download-file.ts';
import { inspectFile } from '../download/expected-file.ts';
import type { WeightSource } from './weight-source.ts';

/** A checkpoint that is already in the model folder. */
export interface KeptCheckpoint {
  /** Address or path that it came from. */
  readonly origin: string;
  /** Whether it was downloaded by `fetchCnn14` and not put there by a person. */
  readonly isDownloaded: boolean;
}

/**
 * Find a checkpoint that an earlier run downloaded from one of the sources but did not convert, or one with a known
 * digest.
 */
export async function findKeptCheckpoint(
  path: string,
  sources: readonly WeightSource[],
): Promise<KeptCheckpoint | null> {
  if (!existsSync(path)) return null;
  const { sha256 } = await inspectFile(path);
  const metadata = await readMetadata(path);
  const isDownloaded = metadata?.sha256 === sha256;
  const source = sources.find(({ expected, name }) =>
    expected ? expected.sha256 === sha256 : isDownloaded && metadata.url === name,
  );
  return source ? { origin: (isDownloaded && metadata.url) || path, isDownloaded } : null;
}

/** Remove a downloaded checkpoint and the files of its download. */
export async function removeDownload(path: string): Promise<void> {
  for (const name of [path, `${path}.json`, `${path}.part`, `${path}.part.json`]) await rm(name, { force: true });
}

async function readMetadata(path: string): Promise<Partial<DownloadMetadata> | null> {
  try {
    return JSON.parse(await readFile(`${path}.json`, 'utf8')) as Partial<DownloadMetadata>;
  } catch {
    return null;
  }
}
