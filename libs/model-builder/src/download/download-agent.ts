import { EnvHttpProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';
import { SoundalikeError } from '@soundalike/errors';

/** Without internet a download has to fail within seconds; once a server has answered it may take its time. */
const CONNECT_TIMEOUT = 4000;
const SILENCE_TIMEOUT = 30_000;

const LOOPBACK = 'localhost,127.0.0.1,[::1]';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Connections for downloads: through the proxy that `HTTPS_PROXY` or `HTTP_PROXY` names, except to this machine and to the hosts in
 * `NO_PROXY`; in lower or upper case, of which lower wins. Without `HTTPS_PROXY`, `HTTP_PROXY` is for both.
 * @throws `CONFIG_INVALID` when one is no address; it names the variable only, because proxies may have passwords
 */
export function downloadAgent(environment: Environment = process.env): Dispatcher {
  const noProxy = variable(environment, 'NO_PROXY');
  const tls = { timeout: CONNECT_TIMEOUT };
  return new EnvHttpProxyAgent({
    connect: tls,
    proxyTls: tls,
    headersTimeout: SILENCE_TIMEOUT,
    bodyTimeout: SILENCE_TIMEOUT,
    // Plain HTTP is forwarded, as by other programs: many proxies open tunnels to port 443 only.
    proxyTunnel: false,
    httpProxy: proxyAddress(environment, 'HTTP_PROXY'),
    httpsProxy: proxyAddress(environment, 'HTTPS_PROXY'),
    noProxy: noProxy === '*' ? noProxy : `${noProxy},${LOOPBACK}`,
  });
}

/** Whether downloads may go through a proxy. */
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
    `${name}: expected a proxy such as http://proxy.example:3128, got another value`,
  );
}

function variable(environment: Environment, name: string): string {
  return environment[name.toLowerCase()]?.trim() || environment[name]?.trim() || '';
}
