import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Write a keystore that gives the superuser `elastic` a password. `env` is that of the server. */
export async function writeKeystore(
  home: string,
  env: Readonly<Record<string, string>>,
  password: string,
  signal: AbortSignal,
): Promise<void> {
  const args = [join(home, 'bin', 'elasticsearch-keystore'), 'add', '--force', '--stdin', 'bootstrap.password'];
  const added = promisify(execFile)('bash', args, { env: { ...process.env, ...env }, signal });
  added.child.stdin!.end(`${password}\n`);
  await added;
}
