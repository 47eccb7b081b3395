import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of one run. */
export interface RunFolders {
  readonly config: string;
  readonly temporary: string;
}

/** Make the folders of one run: configuration, data, logs and temporary files. */
export function makeRunFolders(folder: string): RunFolders {
  for (const name of ['config', 'data', 'logs', 'tmp']) mkdirSync(join(folder, name));
  return { config: join(folder, 'config'), temporary: join(folder, 'tmp') };
}

/** Write the configuration of a single node that listens on 127.0.0.1. @param others further settings */
export function writeConfig(home: string, folder: string, port: number, others: Readonly<object>): void {
  const config = join(folder, 'config');
  for (const name of ['jvm.options', 'log4j2.properties']) copyFileSync(join(home, 'config', name), join(config, name));
  const settings = {
    'cluster.name': 'soundalike-test',
    'discovery.type': 'single-node',
    'network.host': '127.0.0.1',
    'http.port': port,
    'path.data': join(folder, 'data'),
    'path.logs': join(folder, 'logs'),
    'cluster.routing.allocation.disk.threshold_enabled': false,
    'xpack.security.enabled': false,
    ...others,
  };
  // JSON is valid YAML.
  writeFileSync(join(config, 'elasticsearch.yml'), JSON.stringify(settings));
}
