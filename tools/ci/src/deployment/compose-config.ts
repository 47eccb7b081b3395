import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The loader of Docker Compose as a Go program. */
const COMPOSE_GO = 'github.com/compose-spec/compose-go/v2/cmd@v2.16.2';

/** A resolved Compose project, as far as it is checked. */
export interface Project {
  readonly services: Readonly<Record<string, Service>>;
}

interface Service {
  readonly image: string;
  readonly profiles?: readonly string[];
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { condition: string; required: boolean }>>;
  /** As `NAME=value`, or by name, depending on how files are merged. */
  readonly environment?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly healthcheck?: { test: readonly string[] };
  readonly ports?: readonly { host_ip?: string; published: string; target: number }[];
  readonly volumes?: readonly { type: string; source: string; target: string; read_only?: boolean }[];
}

/**
 * Return the words of a command that resolves compose files; null without Go. Go downloads and compiles it at the first
 * time.
 */
export function findComposeLoader(): readonly string[] | null {
  const isThere = spawnSync('go', ['run', COMPOSE_GO, '-h']).status === 0;
  return isThere ? ['go', 'run', COMPOSE_GO, '-format', 'json'] : null;
}

/**
 * Return the project of compose files as Docker Compose reads them, with the variables of `.env` next to them.
 * @param folder of the files; a file that includes them is written there, since this loader reads `.env` for included
 *   files only
 * @throws Error with the loader's message
 */
export function composeConfig(
  [program, ...args]: readonly string[],
  folder: string,
  files: readonly string[],
): Project {
  const including = { name: 'test', include: [{ path: files, env_file: '.env' }] };
  writeFileSync(join(folder, 'including.yaml'), JSON.stringify(including));
  const { status, stdout, stderr } = spawnSync(program!, [...args, 'including.yaml'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr || stdout);
  return JSON.parse(stdout) as Project;
}

/** Return the value of an environment variable of a service; undefined if it is not set. */
export function variableOf({ environment = {} }: Service, name: string): string | undefined {
  const entries = Array.isArray(environment)
    ? (environment as string[]).map((entry) => entry.split(/=(.*)/su) as [string, string])
    : Object.entries(environment as Record<string, string | number>);
  const value = new Map<string, string | number>(entries).get(name);
  return value === undefined ? undefined : String(value);
}
