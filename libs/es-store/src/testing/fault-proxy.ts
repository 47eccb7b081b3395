import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request that the proxy received. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

/** A fault to inject instead of forwarding a request. */
export type Fault =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  /** Items of a bulk request for which `when` is true are not forwarded, and are answered with 429. */
  | { readonly kind: 'refuse-items'; readonly when: (id: string) => boolean }
  /** The connection is cut before the request is read. */
  | { readonly kind: 'cut-request' }
  /** The request is executed, and the connection is cut in the middle of the answer. */
  | { readonly kind: 'cut-answer' }
  /** The request is never answered; `half` sends the beginning of an answer. */
  | { readonly kind: 'hang'; readonly half?: boolean };

/** A proxy between the store and a real node that injects faults. */
export class FaultProxy implements AsyncDisposable {
  /** Returns the fault for a request; undefined forwards it. */
  fault: (seen: SeenRequest) => Fault | undefined = () => undefined;
  readonly seen: SeenRequest[] = [];
  readonly #server: Server;
  readonly #target: URL;

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((incoming, outgoing) => {
      this.#handle(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  static async start(target: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const seen = { method: incoming.method!, path: incoming.url!, authorization: incoming.headers.authorization };
    this.seen.push(seen);
    const fault = this.fault(seen);
    if (fault?.kind === 'cut-request') {
      if (incoming.headers['content-length'] !== undefined || incoming.headers['transfer-encoding'] !== undefined)
        await once(incoming, 'data');
      incoming.socket.resetAndDestroy();
      return;
    }
    const body = await buffer(incoming);
    switch (fault?.kind) {
      case 'answer':
        send(outgoing, fault.status, Buffer.from(JSON.stringify(fault.body)));
        return;
      case 'hang':
        if (fault.half) outgoing.writeHead(200, HEADERS).write('{"took":1,');
        return;
      case 'cut-answer': {
        const answer = await this.#forward(incoming, body);
        outgoing.writeHead(answer.status, { ...HEADERS, 'content-length': answer.body.length });
        outgoing.write(answer.body.subarray(0, answer.body.length / 2), () => outgoing.socket?.resetAndDestroy());
        return;
      }
      case 'refuse-items': {
        const { kept, merge } = withoutItems(body, fault.when);
        const answer = kept.length > 0 ? await this.#forward(incoming, kept) : null;
        send(outgoing, 200, merge(answer?.body ?? null));
        return;
      }
      case undefined: {
        const answer = await this.#forward(incoming, body);
        send(outgoing, answer.status, answer.body);
      }
    }
  }

  async #forward(incoming: IncomingMessage, body: Buffer): Promise<{ status: number; body: Buffer }> {
    const { hostname, port } = this.#target;
    const {
      'accept-encoding': _,
      connection: __,
      'content-length': ___,
      'transfer-encoding': ____,
      ...headers
    } = incoming.headers;
    const forwarded = request({
      hostname,
      port,
      method: incoming.method,
      path: incoming.url,
      headers: { ...headers, 'content-length': body.length },
    });
    forwarded.end(body);
    const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
    return { status: answer.statusCode!, body: await buffer(answer) };
  }
}

const HEADERS = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };

function send(outgoing: ServerResponse, status: number, body: Buffer): void {
  outgoing.writeHead(status, { ...HEADERS, 'content-length': body.length }).end(body);
}

const TOO_MANY = { status: 429, error: { type: 'es_rejected_execution_exception', reason: 'rejected by the test' } };

/** Remove items from a bulk body, and insert a 429 for each at its position in the answer. */
function withoutItems(
  body: Buffer,
  refused: (id: string) => boolean,
): { kept: Buffer; merge: (answer: Buffer | null) => Buffer } {
  const lines = body
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  const kept: string[] = [];
  const plan: (object | null)[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [[operation, { _id: id }]] = Object.entries(JSON.parse(lines[at]!) as Record<string, { _id: string }>) as [
      [string, { _id: string }],
    ];
    const item = operation === 'delete' ? [lines[at]!] : [lines[at]!, lines[++at]!];
    if (refused(id)) plan.push({ [operation]: { _id: id, ...TOO_MANY } });
    else {
      plan.push(null);
      kept.push(...item);
    }
  }
  const merge = (answer: Buffer | null): Buffer => {
    const items = answer ? (JSON.parse(answer.toString()) as { items: object[] }).items : [];
    return Buffer.from(JSON.stringify({ took: 1, errors: true, items: plan.map((item) => item ?? items.shift()) }));
  };
  return { kept: Buffer.from(kept.length > 0 ? `${kept.join('\n')}\n` : ''), merge };
}
