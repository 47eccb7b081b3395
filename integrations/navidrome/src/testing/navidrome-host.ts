import createPlugin from '@extism/extism';
import type { CallContext, Plugin } from '@extism/extism';

/** A request as plugins give it to Navidrome's `http_send`. */
interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly noFollowRedirects?: boolean;
  /** Base64. */
  readonly body: string;
  readonly timeoutMs: number;
}

/** The plugin as Navidrome runs it. */
export interface PluginHost extends AsyncDisposable {
  /** Requests that the plugin sent, in their order. */
  readonly requests: readonly HttpRequest[];
  /** Call an export with JSON, and return what it gives. @throws its error */
  call(name: string, input: unknown): Promise<unknown>;
}

/**
 * Run the plugin with these settings and a host function that sends its requests, as Navidrome's does.
 * @param patienceMs longest time to wait for an answer, if it is shorter than the plugin wants
 */
export async function hostPlugin(
  wasm: Uint8Array,
  config: Record<string, string>,
  patienceMs = Infinity,
): Promise<PluginHost> {
  const requests: HttpRequest[] = [];
  const send = async (context: CallContext, offset: bigint): Promise<bigint> => {
    const { request } = context.read(offset)!.json() as { request: HttpRequest };
    requests.push(request);
    return context.store(JSON.stringify(await answerTo(request, patienceMs)));
  };
  const plugin = await createPlugin(
    { wasm: [{ data: wasm }] },
    { runInWorker: true, config, functions: { 'extism:host/user': { http_send: send } } },
  );
  return {
    requests,
    call: (name, input) => callPlugin(plugin, name, input),
    [Symbol.asyncDispose]: () => plugin.close(),
  };
}

/** The plugin with a host function that answers at once, in this thread. */
export interface QuickPluginHost extends AsyncDisposable {
  /** Call an export with JSON, and return what it gives. @throws its error */
  call(name: string, input: unknown): Promise<unknown>;
  /** Return the size of the plugin's memory, bytes. */
  memoryBytes(): Promise<number>;
}

/**
 * Run the plugin with these settings and a host function that gives what is returned for each request.
 * @param answer the text that Navidrome would pass on
 */
export async function hostPluginQuickly(
  wasm: Uint8Array,
  config: Record<string, string>,
  answer: (request: HttpRequest) => string,
): Promise<QuickPluginHost> {
  const http_send = (context: CallContext, offset: bigint): bigint => {
    const { request } = context.read(offset)!.json() as { request: HttpRequest };
    return context.store(answer(request));
  };
  const plugin = await createPlugin(
    { wasm: [{ data: wasm }] },
    { config, functions: { 'extism:host/user': { http_send } } },
  );
  return {
    call: async (name, input) => {
      // Navidrome has a new instance for each call; this one keeps what calls have written until it is reset.
      await plugin.reset();
      return callPlugin(plugin, name, input);
    },
    memoryBytes: async () => {
      const { exports } = (await plugin.getInstance()) as unknown as { exports: { memory: { buffer: ArrayBuffer } } };
      return exports.memory.buffer.byteLength;
    },
    [Symbol.asyncDispose]: () => plugin.close(),
  };
}

/** Return what Navidrome passes on of an answer with this body. */
export function passedOn(body: string | Uint8Array, statusCode = 200): string {
  return JSON.stringify({ result: { statusCode, headers: {}, body: Buffer.from(body).toString('base64') } });
}

async function callPlugin(plugin: Plugin, name: string, input: unknown): Promise<unknown> {
  const output = await plugin.call(name, typeof input === 'string' ? input : JSON.stringify(input));
  return output?.json();
}

/** Send a request and describe the answer, or the error, as Navidrome does. */
async function answerTo(request: HttpRequest, patienceMs: number): Promise<unknown> {
  const { method, url, headers, body, timeoutMs, noFollowRedirects } = request;
  try {
    const response = await fetch(url, {
      method,
      headers,
      body: Buffer.from(body, 'base64'),
      redirect: noFollowRedirects === true ? 'manual' : 'follow',
      signal: AbortSignal.timeout(Math.min(timeoutMs, patienceMs)),
    });
    const content = Buffer.from(await response.arrayBuffer()).toString('base64');
    return {
      result: { statusCode: response.status, headers: Object.fromEntries(response.headers), body: content },
    };
  } catch (error) {
    const isSlow = error instanceof Error && error.name === 'TimeoutError';
    return { error: `Post "${url}": ${isSlow ? 'context deadline exceeded' : 'connect: connection refused'}` };
  }
}
