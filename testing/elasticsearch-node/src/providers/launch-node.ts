import { createKey, invalidateKey } from '../secured/api-keys.ts';
import { cloudIdOf } from '../secured/cloud-id.ts';
import type { Security } from '../secured/security.ts';
import type { ElasticsearchNode, SecuredAccess } from '../node/elasticsearch-node.ts';
import { request } from '../node/request.ts';
import type { Endpoint } from '../node/request.ts';
import { SupervisedProcess } from '../node/supervised-process.ts';
import type { SupervisedCommand } from '../node/supervised-process.ts';
import { waitUntilReady, waitUntilStopped } from '../node/wait-until-ready.ts';

/** A server to launch. */
export interface Launch {
  readonly kind: string;
  readonly command: SupervisedCommand;
  /** Port on 127.0.0.1. */
  readonly port: number;
  readonly security: Security | null;
  readonly signal?: AbortSignal | undefined;
}

/** Launch a server and return the node when it is ready. @throws if the server ends, does not answer, or `signal` ends it */
export async function launchNode({ kind, command, port, security, signal }: Launch): Promise<ElasticsearchNode> {
  const endpoint: Endpoint = {
    url: `${security ? 'https' : 'http'}://127.0.0.1:${port}`,
    superuser: security?.superuser ?? null,
    authority: security?.certificates.authority ?? null,
  };
  const server = new SupervisedProcess(command);
  const stop = (): Promise<void> => server.stop();
  const ready = (): Promise<void> => waitUntilReady(endpoint, () => server.ended, signal);
  try {
    await ready();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: endpoint.url,
    kind,
    secured: security && securedAccess(endpoint, port, security),
    power: {
      off: async (by) => {
        server.off(by);
        await waitUntilStopped(endpoint);
      },
      on: async () => {
        server.on();
        await ready();
      },
    },
    request: (method, path, body) => request(endpoint, method, path, body),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function securedAccess(endpoint: Endpoint, port: number, security: Security): SecuredAccess {
  return {
    cloudId: cloudIdOf(port),
    superuser: security.superuser,
    caFile: security.caFile,
    caFingerprint: security.certificates.fingerprint,
    createKey: (name, roles, lifetime) => createKey(endpoint, name, roles, lifetime),
    invalidateKey: (key) => invalidateKey(endpoint, key),
  };
}
