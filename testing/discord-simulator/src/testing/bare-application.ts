import { once } from 'node:events';
import type { InteractionResponseType } from 'discord-api-types/v10';
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import { DiscordSimulator } from '../discord-simulator.ts';
import type { SimulatorOptions } from '../discord-simulator.ts';

interface Event {
  readonly op: number;
  readonly t?: string | null;
  readonly s?: number | null;
  readonly d: Record<string, unknown>;
}

const HEADERS = {
  'Content-Type': 'application/json',
  Authorization: 'Bot simulated-token',
  'User-Agent': 'DiscordBot (https://example.org, 1.0)',
};

/** An application without a library: it sends only the messages that a test asks for. */
export class BareApplication implements AsyncDisposable {
  readonly simulator: DiscordSimulator;
  readonly socket: WebSocket;
  readonly events: Event[] = [];

  constructor(simulator: DiscordSimulator, address: string, query = 'v=10&encoding=json') {
    this.simulator = simulator;
    this.socket = new WebSocket(`${address}?${query}`);
    this.socket.on('message', (data: Buffer) => this.events.push(JSON.parse(data.toString()) as Event));
  }

  /** Start a simulated Discord, connect to its gateway and identify. */
  static async connect(options: SimulatorOptions = {}, identify: object = {}): Promise<BareApplication> {
    const simulator = await DiscordSimulator.start(options);
    const application = new BareApplication(simulator, simulator.gateway.address);
    await once(application.socket, 'open');
    application.identify(identify);
    return application;
  }

  identify(more: object = {}): void {
    const properties = { os: 'linux', browser: 'none', device: 'none' };
    this.send(2, { token: 'simulated-token', intents: 1, properties, shard: [0, 1], ...more });
  }

  send(op: number, d: unknown): void {
    this.socket.send(JSON.stringify({ op, d }));
  }

  async event(type: string): Promise<Record<string, unknown>> {
    return vi.waitFor(
      () => {
        const found = this.events.findLast(({ t }) => t === type);
        if (!found) throw new Error(`no ${type} yet`);
        return found.d;
      },
      { timeout: 60_000 },
    );
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    { version = '/v10', headers = {} }: { version?: string; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; body: Record<string, unknown> | null; headers: Headers }> {
    const response = await fetch(`${this.simulator.api}${version}${path}`, {
      method,
      headers: { ...HEADERS, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
      headers: response.headers,
    };
  }

  async register(): Promise<void> {
    await this.call('PUT', `/applications/${this.simulator.world.applicationId}/commands`, [
      {
        name: 'play',
        description: 'Plays',
        options: [{ type: 3, name: 'song', description: 'Which', autocomplete: true }],
      },
    ]);
  }

  async callback(
    type: InteractionResponseType,
    data?: object,
  ): Promise<{ status: number; code: unknown; token: string }> {
    const { id, token } = await this.event('INTERACTION_CREATE');
    const { status, body } = await this.call('POST', `/interactions/${String(id)}/${String(token)}/callback`, {
      type,
      data,
    });
    return { status, code: body?.['code'], token: String(token) };
  }

  async webhook(
    method: string,
    token: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; code: unknown }> {
    const answer = await this.call(method, `/webhooks/${this.simulator.world.applicationId}/${token}${path}`, body);
    return { status: answer.status, code: answer.body?.['code'] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.terminate();
    await this.simulator.close();
  }
}
