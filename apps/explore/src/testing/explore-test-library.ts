import { startExplore } from '../server/start-explore.ts';
import type { RunningServer } from '../server/listen.ts';
import type { TestLibrary } from './test-library.ts';

/** Starts the real server over a test library, on a free port. */
export function exploreTestLibrary(
  { datasetDir, storePath }: Pick<TestLibrary, 'datasetDir' | 'storePath'>,
  address = '127.0.0.1',
): Promise<RunningServer> {
  const settings = { datasetDir, storePath, elasticsearch: null, ffmpegPath: null };
  return startExplore(settings, { address, port: 0, newMap: false, onBuild: () => undefined });
}
