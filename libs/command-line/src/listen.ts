import { once } from 'node:events';
import type { Server } from 'node:http';
import { SoundalikeError, reasonOf } from '@soundalike/errors';

/**
 * Has a server listen on every address of the machine.
 * @param port 0 for any free one
 * @param variable the setting that the port is from
 * @throws `CONFIG_INVALID` when the port is taken, or not to be had
 */
export async function listen(server: Server, port: number, variable: string): Promise<void> {
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new SoundalikeError('CONFIG_INVALID', `${variable}: expected a free port, but ${reasonOf(error)}`, {
      cause: error,
    });
  }
}
