import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './repository.ts';

/**
 * The PyPI package with the JSON schemas of Kubernetes 1.25 to 1.37; no npm package has them, unknown fields refused,
 * for several versions.
 */
const PACKAGE = 'kubernetes-validate==1.37.0';

/**
 * Return the program `kubernetes-validate`, installed into a virtual environment of Python at the first time; or the
 * reason why there is none.
 */
export function provideKubernetesValidate(): { program: string } | { reason: string } {
  const environment = join(ROOT, 'node_modules/.cache', PACKAGE);
  const program = join(environment, 'bin/kubernetes-validate');
  if (existsSync(program)) return { program };
  const steps = [
    ['python3', '-m', 'venv', '--clear', environment],
    [join(environment, 'bin/pip'), 'install', '--quiet', '--no-compile', PACKAGE],
  ];
  for (const [command, ...args] of steps) {
    const { status, stderr, error } = spawnSync(command!, args, { encoding: 'utf8' });
    if (status !== 0) return { reason: error?.message ?? stderr.trim().split('\n').at(-1) ?? 'unknown' };
  }
  return { program };
}
