import { EventEmitter, once } from 'node:events';

/** An answer or an event of a browser (W3C WebDriver BiDi, "Messages"). */
interface BidiMessage {
  readonly type: 'success' | 'error' | 'event';
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
  readonly method?: string;
  readonly params?: unknown;
}

/** A connection to a browser that is driven by the standard protocol WebDriver BiDi. */
export class BidiConnection implements Disposable {
  readonly #socket: WebSocket;
  readonly #answers = new EventEmitter();
  #lastId = 0;

  private constructor(socket: WebSocket, onEvent: (method: string, params: unknown) => void) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as BidiMessage;
      if (message.type === 'event') onEvent(message.method ?? '', message.params);
      else this.#answers.emit(String(message.id), message);
    });
  }

  /** Connect to an address that begins with `ws:`, and begin a session. */
  static async open(address: string, onEvent: (method: string, params: unknown) => void): Promise<BidiConnection> {
    const socket = new WebSocket(`${address}/session`);
    await once(socket, 'open');
    const connection = new BidiConnection(socket, onEvent);
    await connection.send('session.new', { capabilities: {} });
    return connection;
  }

  /** Send a command, and return its result. @throws with what the browser says against it */
  async send(method: string, params: object): Promise<unknown> {
    const id = ++this.#lastId;
    const answered = once(this.#answers, String(id)) as Promise<[BidiMessage]>;
    this.#socket.send(JSON.stringify({ id, method, params }));
    const [{ type, result, error, message }] = await answered;
    if (type === 'error') throw new Error(`${method}: ${error ?? ''}: ${message ?? ''}`);
    return result;
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}
