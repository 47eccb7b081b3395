import { reasonOf } from '@soundalike/errors';
import { hasProxy } from './download-agent.ts';

const UNTRUSTED_CERTIFICATE = /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT)/u;

/** The innermost reason of a failed request, with what can be done: undici says "fetch failed" and keeps the fault as the cause. */
export function describeFault(error: unknown): string {
  const fault = innermost(error);
  const { code } = fault as NodeJS.ErrnoException;
  const reason = reasonOf(fault) || code || 'it failed';
  const refusal = /^Proxy [a-z ]+\((\d+)\)/iu.exec(reason)?.[1];
  if (refusal === '407')
    return 'the proxy asks for a name and password (407): write them as http://NAME:PASSWORD@HOST:PORT in HTTPS_PROXY and HTTP_PROXY';
  if (refusal !== undefined)
    return `the proxy that HTTPS_PROXY or HTTP_PROXY names refused the connection (${refusal})`;
  if (code !== undefined && UNTRUSTED_CERTIFICATE.test(code))
    return `its certificate is not trusted (${code}): if a proxy of your network signs connections, name its certificate in the environment variable NODE_EXTRA_CA_CERTS`;
  const isNetwork = /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|UND_ERR)/u.test(code ?? '');
  return isNetwork && hasProxy() ? `${reason} (through the proxy of HTTPS_PROXY or HTTP_PROXY)` : reason;
}

function innermost(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  return error instanceof Error && error.cause instanceof Error ? innermost(error.cause) : error;
}
