import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A web server on a free port of this machine. */
export interface TestServer extends AsyncDisposable {
  readonly port: number;
  /** `http://127.0.0.1:PORT` or `https://…`. */
  readonly origin: string;
  /** Received requests, in order. */
  readonly requests: IncomingMessage[];
  readonly server: Server;
}

/** Start a web server. @param secure whether it uses HTTPS with the certificate of the tests */
export async function serve(listener: RequestListener, secure = false): Promise<TestServer> {
  const requests: IncomingMessage[] = [];
  const listen: RequestListener = (request, response) => {
    requests.push(request);
    listener(request, response);
  };
  const server = secure ? createTlsServer(TEST_CERTIFICATE, listen) : createServer(listen);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    server,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Return a listener that sends a file like a file server, with ranges. */
export function sendFile(content: Uint8Array, etag = '"v1"'): RequestListener {
  return ({ headers }: IncomingMessage, response: ServerResponse) => {
    const isRequested = headers['if-range'] === undefined || headers['if-range'] === etag;
    const start = isRequested ? Number(/^bytes=(\d+)-$/u.exec(headers.range ?? '')?.[1] ?? 0) : 0;
    const common = { etag, 'content-length': content.length - start };
    if (start > 0)
      response.writeHead(206, { ...common, 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` });
    else response.writeHead(200, common);
    response.end(content.subarray(start));
  };
}

/** Send part of a file with the length of the entire file, then break the connection. */
export function breakOff(response: ServerResponse, content: Uint8Array, bytes: number): void {
  response.writeHead(200, { etag: '"v1"', 'content-length': content.length });
  response.write(content.subarray(0, bytes), () => response.destroy());
}

/**
 * Certificate for tests only: `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500`,
 * for weights.example and 127.0.0.1.
 */
export const TEST_CERTIFICATE = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAHtXwM6RCr+4aKrH
B7+r30NOefH2filzi0zNnmdYxaehRANCAAR3oym0u6khewZ7b33lTUMNCrxb0n++
hrp4VvpjToSk1y3ret42tIVY52Q1VB9vggg3+vy1zwqQ1VJJKP13NxWH
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBuTCCAV+gAwIBAgIUe1SBRYES/kmxYyEcimf/DMaK0AMwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPd2VpZ2h0cy5leGFtcGxlMCAXDTI2MTEzMDAxNDk0MFoYDzIx
MjYxMTA2MDE0OTQwWjAaMRgwFgYDVQQDDA93ZWlnaHRzLmV4YW1wbGUwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAR3oym0u6khewZ7b33lTUMNCrxb0n++hrp4Vvpj
ToSk1y3ret42tIVY52Q1VB9vggg3+vy1zwqQ1VJJKP13NxWHo4GAMH4wHQYDVR0O
BBYEFFtlXGJmqz1LE/YgGGGmcGVC8u+TMB8GA1UdIwQYMBaAFFtlXGJmqz1LE/Yg
GGGmcGVC8u+TMA8GA1UdEwEB/wQFMAMBAf8wKwYDVR0RBCQwIoIPd2VpZ2h0cy5l
eGFtcGxlgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZIzj0EAwIDSAAwRQIhAOYr3mey
eQQ4tC/yGcoclKPyqYLxjiVD+YSpUgVjHPzHAiA3P5QErSfc66GfyTvZDXnGdiYc
H6k/mLngkPsb2LxLHQ==
-----END CERTIFICATE-----`,
};
