import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { RELEASE } from '../node/elasticsearch-node.ts';

const run = promisify(execFile);

/** Source of the plugin. */
export const PLUGIN_SOURCE = fileURLToPath(new URL('../../plugin/SecurityAnalysisPlugin.java', import.meta.url));

/** The oldest version of Java that runs the server. */
const JAVA_RELEASE = '21';

const DESCRIPTOR = `name=soundalike-test
description=Text analysis that the index of API keys needs, for tests
version=${RELEASE.version}
elasticsearch.version=${RELEASE.version}
java.version=${JAVA_RELEASE}
classname=soundalike.test.SecurityAnalysisPlugin
`;

/** Compile the test-only plugin against an unpacked server and install it there. */
export async function installPlugin(jdk: string, home: string, signal: AbortSignal): Promise<void> {
  const [folder, classes] = [join(home, 'plugins', 'soundalike-test'), join(home, 'plugin-classes')];
  await mkdir(folder, { recursive: true });
  const javac = ['--release', JAVA_RELEASE, '-nowarn', '-Xlint:none', '-proc:none', '-cp', join(home, 'lib', '*')];
  await run(join(jdk, 'bin', 'javac'), [...javac, '-d', classes, PLUGIN_SOURCE], { signal });
  await run(join(jdk, 'bin', 'jar'), ['cf', join(folder, 'soundalike-test.jar'), '-C', classes, '.'], { signal });
  await rm(classes, { recursive: true });
  await writeFile(join(folder, 'plugin-descriptor.properties'), DESCRIPTOR);
}
