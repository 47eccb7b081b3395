import { once } from 'node:events';
import type { Server } from 'node:http';
import { SoundalikeError, reasonOf, systemCode } from '@soundalike/errors';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is already in use',
  EACCES: 'may only be opened by an administrator',
};

/**
 * Make a server listen on every address of the machine.
 * @param port 0 for any free port
 * @param variable name of the setting that the port is from, for the error
 * @throws `CONFIG_INVALID` if the port is in use or cannot be opened
 */
export async function listen(server: Server, port: number, variable: string): Promise<void> {
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    const reason = REASONS[systemCode(error) ?? ''] ?? `cannot be opened: ${reasonOf(error)}`;
    throw new SoundalikeError('CONFIG_INVALID', `${variable}: port ${port} ${reason}; choose another port`, {
      cause: error,
    });
  }
}
