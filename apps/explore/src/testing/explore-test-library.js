import { startExplore } from '../server/start-explore.ts';
/** Starts the real server over a test library, on a free port. */
export function exploreTestLibrary({ datasetDir, storePath }, address = '127.0.0.1') {
  const settings = { datasetDir, storePath, elasticsearch: null, ffmpegPath: null };
  return startExplore(settings, { address, port: 0, newMap: false, onBuild: () => undefined });
}
