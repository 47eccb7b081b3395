import { existsSync, globSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Elasticsearch 9 needs no less. */
const LEAST_JAVA = 21;

const USUAL_PLACES = [
  '/usr/lib/jvm/*',
  '/opt/java/*',
  '/opt/*jdk*',
  '/Library/Java/JavaVirtualMachines/*/Contents/Home',
  join(homedir(), '.sdkman/candidates/java/*'),
  join(homedir(), '.jdks/*'),
];

/** Folder of a JDK of version 21 or later: `ES_JAVA_HOME`, `JAVA_HOME`, or the newest in the usual places; null where there is none. */
export function findJdk(environment: Readonly<Record<string, string | undefined>> = process.env): string | null {
  for (const folder of [environment['ES_JAVA_HOME'], environment['JAVA_HOME']]) {
    if (folder && javaVersion(folder) >= LEAST_JAVA) return folder;
  }
  const [newest] = globSync(USUAL_PLACES)
    .map((folder) => ({ folder, version: javaVersion(folder) }))
    .filter(({ version }) => version >= LEAST_JAVA)
    .sort((a, b) => b.version - a.version);
  return newest?.folder ?? null;
}

/** Major version of the JDK in a folder, by the `release` file that every JDK has; 0 where there is none. `jar` marks a JDK. */
function javaVersion(folder: string): number {
  const release = join(folder, 'release');
  if (!existsSync(release) || !existsSync(join(folder, 'bin', 'jar'))) return 0;
  return Number(/^JAVA_VERSION="(\d+)/mu.exec(readFileSync(release, 'utf8'))?.[1] ?? 0);
}
