/** Proxies by the scheme of the address, as addresses; null: none. */
export interface ProxySettings {
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts that are reached directly, separated by commas; `*`: all. */
  readonly direct: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** This machine is reached directly. */
const LOOPBACK = 'localhost,127.0.0.1,[::1]';

/**
 * Read the usual variables of proxies, in lower and upper case; lower case has priority. Without `HTTPS_PROXY`,
 * `HTTP_PROXY` is used for both.
 * @param reject called with the name of a variable that is no address
 */
export function proxySettings(
  environment: Environment,
  reject: (name: string, problem: string) => void,
): ProxySettings | null {
  const http = proxyAddress(environment, 'HTTP_PROXY', reject);
  const https = proxyAddress(environment, 'HTTPS_PROXY', reject) ?? http;
  const direct = variable(environment, 'NO_PROXY');
  if (http === null && https === null) return null;
  return { http, https, direct: direct === '*' ? direct : `${direct},${LOOPBACK}` };
}

function proxyAddress(
  environment: Environment,
  name: string,
  reject: (name: string, problem: string) => void,
): string | null {
  const value = variable(environment, name);
  if (value === '') return null;
  const address = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(address) && /^https?:$/u.test(new URL(address).protocol)) return address;
  reject(name, 'must be the address of a proxy, such as http://proxy.example:3128');
  return null;
}

function variable(environment: Environment, name: string): string {
  return environment[name.toLowerCase()]?.trim() || environment[name]?.trim() || '';
}
