import { AsyncLocalStorage } from 'node:async_hooks';
import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import { DecoratorHandler } from 'undici';
import type { Dispatcher } from 'undici';
import { SoundalikeError } from '@soundalike/errors';
import { retryOnDisconnect } from './retry-on-disconnect.ts';

/** The first response to an interaction that this code sends, with all its attempts. */
interface FirstResponse {
  /** Called when a complete request has left this process. */
  readonly onSent: () => void;
  /** Whether Discord may have received an attempt whose outcome we do not know. */
  mayHaveArrived: boolean;
}

const current = new AsyncLocalStorage<FirstResponse>();

/** An interaction that this process cannot answer: another process of the same bot has, or it is too late. */
export class InteractionLost extends SoundalikeError {}

/**
 * Call a function that sends the first response to an interaction. @param onSent called once, when the request has left
 * this process; Discord's answer comes a round trip later
 */
export function watchFirstResponse<T>(onSent: () => void, send: () => Promise<T>): Promise<T> {
  return current.run({ onSent, mayHaveArrived: false }, send);
}

/**
 * Send the first response to an interaction, and again if the connection was cut.
 * "Already acknowledged" is a success only after an attempt of ours that Discord may have received; otherwise another
 * process of the same bot was faster.
 * @throws InteractionLost
 */
export async function sendFirstResponse(send: () => Promise<unknown>): Promise<void> {
  const response: FirstResponse = { onSent: current.getStore()?.onSent ?? (() => undefined), mayHaveArrived: false };
  try {
    await current.run(response, () => retryOnDisconnect(send));
  } catch (error) {
    const code = error instanceof DiscordAPIError ? error.code : null;
    if (code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) {
      if (response.mayHaveArrived) return;
      throw new InteractionLost('DISCORD_REFUSED', 'another process of this bot answers the interaction', {
        cause: error,
      });
    }
    if (code === RESTJSONErrorCodes.UnknownInteraction)
      throw new InteractionLost('DISCORD_REFUSED', 'the response came too late for Discord', { cause: error });
    throw error;
  }
}

/** Watch the requests of first responses. To be composed with the dispatcher of the REST client. */
export function watchRequests(dispatch: Dispatcher['dispatch']): Dispatcher['dispatch'] {
  return (options, handler) => {
    const response = current.getStore();
    return dispatch(options, response ? new WatchedRequest(handler, response) : handler);
  };
}

/** One attempt. */
class WatchedRequest extends DecoratorHandler {
  readonly #handler: Dispatcher.DispatchHandlers;
  readonly #response: FirstResponse;
  #isSent = false;

  constructor(handler: Dispatcher.DispatchHandlers, response: FirstResponse) {
    super(handler);
    this.#handler = handler;
    this.#response = response;
  }

  /** Called by undici, though not declared in its types. */
  onRequestSent(): void {
    this.#isSent = true;
    this.#response.onSent();
  }

  /** A server error can come from a proxy after Discord has received the request. */
  onHeaders(status: number, headers: Buffer[], resume: () => void, text: string): boolean {
    if (status >= 500) this.#response.mayHaveArrived = true;
    return this.#handler.onHeaders?.(status, headers, resume, text) ?? true;
  }

  onError(error: Error): void {
    if (this.#isSent) this.#response.mayHaveArrived = true;
    this.#handler.onError?.(error);
  }
}
