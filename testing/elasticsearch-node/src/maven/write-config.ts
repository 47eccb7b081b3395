import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of one run. */
export interface RunFolders {
  readonly config: string;
  readonly temporary: string;
}

/** Lays out the folder of one run: configuration, data, logs and temporary files of a single node that listens on 127.0.0.1. */
export function writeConfig(home: string, folder: string, port: number, security: boolean): RunFolders {
  const [config, data, logs, temporary] = ['config', 'data', 'logs', 'tmp'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const each of [config, data, logs, temporary]) mkdirSync(each);
  for (const name of ['jvm.options', 'log4j2.properties']) copyFileSync(join(home, 'config', name), join(config, name));
  const settings = {
    'cluster.name': 'soundalike-test',
    'discovery.type': 'single-node',
    'network.host': '127.0.0.1',
    'http.port': port,
    'path.data': data,
    'path.logs': logs,
    'cluster.routing.allocation.disk.threshold_enabled': false,
    'xpack.security.enabled': security,
  };
  // JSON is YAML.
  writeFileSync(join(config, 'elasticsearch.yml'), JSON.stringify(settings));
  return { config, temporary };
}
