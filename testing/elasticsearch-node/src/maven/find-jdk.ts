import { existsSync, globSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The oldest version that Elasticsearch 9 supports. */
const OLDEST_JAVA = 21;

const USUAL_PLACES = [
  '/usr/lib/jvm/*',
  '/opt/java/*',
  '/opt/*jdk*',
  '/Library/Java/JavaVirtualMachines/*/Contents/Home',
  join(homedir(), '.sdkman/candidates/java/*'),
  join(homedir(), '.jdks/*'),
];

/**
 * Return the folder of a JDK of version 21 or later: `ES_JAVA_HOME`, `JAVA_HOME`, or the newest in the usual places;
 * null if there is none.
 */
export function findJdk(environment: Readonly<Record<string, string | undefined>> = process.env): string | null {
  for (const folder of [environment['ES_JAVA_HOME'], environment['JAVA_HOME']]) {
    if (folder && javaVersion(folder) >= OLDEST_JAVA) return folder;
  }
  const [newest] = globSync(USUAL_PLACES)
    .map((folder) => ({ folder, version: javaVersion(folder) }))
    .filter(({ version }) => version >= OLDEST_JAVA)
    .sort((a, b) => b.version - a.version);
  return newest?.folder ?? null;
}

/**
 * Return the major version of the JDK in a folder, from the `release` file that every JDK has; 0 if there is none. Only
 * a JDK has `jar`.
 */
function javaVersion(folder: string): number {
  const release = join(folder, 'release');
  if (!existsSync(release) || !existsSync(join(folder, 'bin', 'jar'))) return 0;
  return Number(/^JAVA_VERSION="(\d+)/mu.exec(readFileSync(release, 'utf8'))?.[1] ?? 0);
}
