import { EnvHttpProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';
import { SoundalikeError } from '@soundalike/errors';

/** Milliseconds. Without internet a download has to fail within seconds; a server that was reached gets more time. */
const CONNECT_TIMEOUT = 4000;
const SILENCE_TIMEOUT = 30_000;

const LOOPBACK = 'localhost,127.0.0.1,[::1]';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Create the connections for downloads. They use the proxy that `HTTPS_PROXY` or `HTTP_PROXY` names, except to this
 * machine and to the hosts in `NO_PROXY`. The names are valid in lower and upper case; lower case has priority. Without
 * `HTTPS_PROXY`, `HTTP_PROXY` is used for both.
 * @throws `CONFIG_INVALID` if a variable has no valid address; the message names only the variable, because addresses
 * of proxies may contain passwords
 */
export function downloadAgent(environment: Environment = process.env): Dispatcher {
  const noProxy = variable(environment, 'NO_PROXY');
  const tls = { timeout: CONNECT_TIMEOUT };
  return new EnvHttpProxyAgent({
    connect: tls,
    proxyTls: tls,
    headersTimeout: SILENCE_TIMEOUT,
    bodyTimeout: SILENCE_TIMEOUT,
    // Forward plain HTTP, as other programs do: many proxies open tunnels to port 443 only.
    proxyTunnel: false,
    httpProxy: proxyAddress(environment, 'HTTP_PROXY'),
    httpsProxy: proxyAddress(environment, 'HTTPS_PROXY'),
    noProxy: noProxy === '*' ? noProxy : `${noProxy},${LOOPBACK}`,
  });
}

/** Report whether downloads may use a proxy. */
export function hasProxy(environment: Environment = process.env): boolean {
  return ['HTTP_PROXY', 'HTTPS_PROXY'].some((name) => variable(environment, name) !== '');
}

function proxyAddress(environment: Environment, name: string): string {
  const value = variable(environment, name);
  if (value === '') return '';
  const address = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(address) && /^https?:$/u.test(new URL(address).protocol)) return address;
  throw new SoundalikeError(
    'CONFIG_INVALID',
    `${name}: must be the address of a proxy, such as http://proxy.example:3128`,
  );
}

function variable(environment: Environment, name: string): string {
  return environment[name.toLowerCase()]?.trim() || environment[name]?.trim() || '';
}
