import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import type { DownloadNote } from '../download/download-file.ts';
import { inspectFile } from '../download/expected-file.ts';
import type { WeightSource } from './weight-source.ts';

/** A checkpoint that is in the model folder already. */
export interface KeptCheckpoint {
  /** Where it came from. */
  readonly origin: string;
  /** Whether it was downloaded here, and not put there by a person. */
  readonly isDownloaded: boolean;
}

/** Find a checkpoint that an earlier run downloaded from one of the sources but did not convert, or one that is known by its digest. */
export async function findKeptCheckpoint(
  path: string,
  sources: readonly WeightSource[],
): Promise<KeptCheckpoint | null> {
  if (!existsSync(path)) return null;
  const { sha256 } = await inspectFile(path);
  const note = await readNote(path);
  const isDownloaded = note?.sha256 === sha256;
  const source = sources.find(({ expected, name }) =>
    expected ? expected.sha256 === sha256 : isDownloaded && note.url === name,
  );
  return source ? { origin: (isDownloaded && note.url) || path, isDownloaded } : null;
}

/** Remove a downloaded checkpoint, and what is left of a download. */
export async function removeDownload(path: string): Promise<void> {
  for (const name of [path, `${path}.json`, `${path}.part`, `${path}.part.json`]) await rm(name, { force: true });
}

async function readNote(path: string): Promise<Partial<DownloadNote> | null> {
  try {
    return JSON.parse(await readFile(`${path}.json`, 'utf8')) as Partial<DownloadNote>;
  } catch {
    return null;
  }
}
