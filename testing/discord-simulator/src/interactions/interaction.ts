import { randomBytes } from 'node:crypto';
import { InteractionResponseType, InteractionType, MessageFlags } from 'discord-api-types/v10';
import { ApiError, invalidFormBody, parseBody } from '../protocol/api-error.ts';
import type { RequestBody } from '../protocol/request-body.ts';
import { snowflake } from '../protocol/world.ts';
import { AUTOCOMPLETE } from '../validate/commands.ts';
import type { Choice } from '../validate/command-options.ts';
import { validateMessage } from '../validate/message.ts';
import type { MessageBody } from '../validate/message.ts';
import { SeenMessage } from './seen-message.ts';
import type { Answer, MessageOrigin } from './seen-message.ts';

/** The kinds of actions of a user. */
export type InteractionKind = 'command' | 'component' | 'autocomplete';

/** Timeouts and the largest file size. */
export interface InteractionLimits {
  /** Time to acknowledge, milliseconds; Discord's is 3,000. */
  readonly acknowledgeMs: number;
  /** Life of an interaction token, milliseconds; Discord's is 15 minutes. */
  readonly tokenLifeMs: number;
  /** Time that a test waits for an answer after the acknowledgement, milliseconds. */
  readonly answerMs: number;
  /** Largest file that a message takes, bytes. */
  readonly maxFileBytes: number;
}

const RESPONSES_TO: Readonly<Record<InteractionKind, readonly InteractionResponseType[]>> = {
  command: [InteractionResponseType.ChannelMessageWithSource, InteractionResponseType.DeferredChannelMessageWithSource],
  component: [
    InteractionResponseType.ChannelMessageWithSource,
    InteractionResponseType.DeferredChannelMessageWithSource,
    InteractionResponseType.DeferredMessageUpdate,
    InteractionResponseType.UpdateMessage,
  ],
  autocomplete: [InteractionResponseType.ApplicationCommandAutocompleteResult],
};

const INTERACTION_TYPES: Readonly<Record<InteractionKind, InteractionType>> = {
  command: InteractionType.ApplicationCommand,
  component: InteractionType.MessageComponent,
  autocomplete: InteractionType.ApplicationCommandAutocomplete,
};

/** One interaction from the user's action until its token expires, with Discord's rules on its answers. */
export class Interaction {
  readonly id = snowflake();
  readonly token = randomBytes(24).toString('base64url');
  readonly kind: InteractionKind;
  /** The message whose component was used. */
  readonly source: SeenMessage | null;
  readonly messages: SeenMessage[] = [];
  /** Milliseconds from the action of the user to the acknowledgement, and to the first thing they see. */
  acknowledgedAfterMs: number | null = null;
  answeredAfterMs: number | null = null;
  readonly #origin: Omit<MessageOrigin, 'interactionId'>;
  readonly #limits: InteractionLimits;
  readonly #createdAt = performance.now();
  readonly #editsOfSource: number;
  readonly #answered = Promise.withResolvers<Answer>();
  #timer: NodeJS.Timeout;
  #isAcknowledged = false;
  #original: SeenMessage | null = null;
  #choices: readonly Choice[] = [];
  #followUps = 0;

  constructor(
    kind: InteractionKind,
    origin: Omit<MessageOrigin, 'interactionId'>,
    source: SeenMessage | null,
    limits: InteractionLimits,
  ) {
    this.kind = kind;
    this.source = source;
    this.#origin = origin;
    this.#limits = limits;
    this.#editsOfSource = source?.edits ?? 0;
    this.#timer = setTimeout(
      () =>
        this.#answered.reject(
          new Error(`${kind}: no acknowledgement within ${limits.acknowledgeMs} ms: "The application did not respond"`),
        ),
      limits.acknowledgeMs,
    );
    this.#answered.promise.catch(() => undefined);
  }

  /** Resolves when there is something to see. Rejects when the acknowledgement or the answer did not come in time. */
  get answer(): Promise<Answer> {
    return this.#answered.promise;
  }

  /** Accept the first response. @throws ApiError */
  callback({ json, files }: RequestBody): object {
    if (this.#isAcknowledged) throw new ApiError(400, 40060, 'Interaction has already been acknowledged.');
    if (performance.now() - this.#createdAt > this.#limits.acknowledgeMs)
      throw new ApiError(404, 10062, 'Unknown interaction');
    const { type, data } = (json ?? {}) as { readonly type: InteractionResponseType; readonly data?: unknown };
    if (!RESPONSES_TO[this.kind].includes(type))
      throw invalidFormBody([{ path: ['type'], message: `not a response to a ${this.kind}` }]);
    switch (type) {
      case InteractionResponseType.ApplicationCommandAutocompleteResult:
        this.#choices = parseBody(AUTOCOMPLETE, data, ['data']).choices;
        break;
      case InteractionResponseType.DeferredChannelMessageWithSource:
        if ((flagsOf(data) & ~MessageFlags.Ephemeral) !== 0)
          throw invalidFormBody([{ path: ['data', 'flags'], message: 'A deferred message takes only EPHEMERAL.' }]);
        this.#original = this.#add(new SeenMessage(this.#messageOrigin(), flagsOf(data), true));
        break;
      case InteractionResponseType.DeferredMessageUpdate:
        this.#original = this.source;
        break;
      case InteractionResponseType.UpdateMessage:
        this.#write(this.source!, data, files);
        this.#original = this.source;
        break;
      default:
        this.#original = this.#create(data, files);
    }
    this.#isAcknowledged = true;
    this.acknowledgedAfterMs = performance.now() - this.#createdAt;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () =>
        this.#answered.reject(
          new Error(`${this.kind}: no answer within ${this.#limits.answerMs} ms of the acknowledgement`),
        ),
      this.#limits.answerMs,
    );
    this.#resolveIfVisible();
    return this.#response(type);
  }

  /**
   * Accept a followup. As documented, the first one after a deferred answer fills in that answer,
   * and the ephemeral flag of the followup is ignored.
   * @throws ApiError
   */
  followUp({ json, files }: RequestBody): SeenMessage {
    this.#checkToken();
    const isDeferred = this.#original?.loading && !this.#original.deleted;
    if (!isDeferred && this.#origin.followUpLimit <= this.#followUps)
      throw new ApiError(400, 40094, 'This interaction has hit the maximum number of follow up messages');
    if (!isDeferred) this.#followUps++;
    const message = isDeferred
      ? this.#write(this.#original!, withoutEphemeral(json), files)
      : this.#create(json, files);
    this.#resolveIfVisible();
    return message;
  }

  /** Edit a message of this interaction. @throws ApiError */
  edit(messageId: string, { json, files }: RequestBody): SeenMessage {
    const message = this.find(messageId);
    this.#write(message, json, files);
    this.#resolveIfVisible();
    return message;
  }

  /** Delete a message of this interaction. @throws ApiError */
  delete(messageId: string): void {
    this.find(messageId).deleted = true;
  }

  /** Return a message of this interaction; `@original` is its first answer. @throws ApiError */
  find(messageId: string): SeenMessage {
    this.#checkToken();
    const message =
      messageId === '@original'
        ? this.#original
        : [...this.messages, this.source].find((each) => each?.id === messageId);
    if (!message || message.deleted) throw new ApiError(404, 10008, 'Unknown Message');
    return message;
  }

  /** Stop the timeouts. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #checkToken(): void {
    if (!this.#isAcknowledged) throw new ApiError(404, 10015, 'Unknown Webhook');
    if (performance.now() - this.#createdAt > this.#limits.tokenLifeMs)
      throw new ApiError(401, 50027, 'Invalid Webhook Token');
  }

  #messageOrigin(): MessageOrigin {
    return { ...this.#origin, interactionId: this.id };
  }

  /** The callback response object, which an application gets if it asks for it. */
  #response(type: InteractionResponseType): object {
    const message = this.#original;
    const isNew = message !== null && message !== this.source;
    return {
      interaction: {
        id: this.id,
        type: INTERACTION_TYPES[this.kind],
        ...(isNew && {
          response_message_id: message.id,
          response_message_loading: message.loading,
          response_message_ephemeral: message.ephemeral,
        }),
      },
      resource: { type, ...(message && { message }) },
    };
  }

  #create(body: unknown, files: RequestBody['files']): SeenMessage {
    const message = new SeenMessage(this.#messageOrigin(), flagsOf(body));
    message.apply(this.#validate(body, files, null), files);
    message.edits = 0;
    return this.#add(message);
  }

  #write(message: SeenMessage, body: unknown, files: RequestBody['files']): SeenMessage {
    message.apply(this.#validate(body, files, message), files);
    return message;
  }

  #validate(body: unknown, files: RequestBody['files'], edited: SeenMessage | null): MessageBody {
    return validateMessage(body, { edited: edited?.stored ?? null, files, maxFileBytes: this.#limits.maxFileBytes });
  }

  #add(message: SeenMessage): SeenMessage {
    this.messages.push(message);
    return message;
  }

  #resolveIfVisible(): void {
    const visible = this.messages.filter(({ loading, deleted }) => !loading && !deleted);
    const sourceEdited = this.source !== null && this.source.edits > this.#editsOfSource;
    if (visible.length === 0 && !sourceEdited && this.kind !== 'autocomplete') return;
    clearTimeout(this.#timer);
    this.answeredAfterMs ??= performance.now() - this.#createdAt;
    this.#answered.resolve(this.#view());
  }

  #view(): Answer {
    const { messages, source } = this;
    return {
      messages,
      get message(): SeenMessage {
        const newest = messages.filter(({ loading, deleted }) => !loading && !deleted).at(-1) ?? source;
        if (!newest) throw new Error('answer: there is no visible message');
        return newest;
      },
      choices: this.#choices,
    };
  }
}

function flagsOf(body: unknown): number {
  return ((body ?? {}) as { readonly flags?: number }).flags ?? 0;
}

function withoutEphemeral(body: unknown): unknown {
  return { ...(body as object), flags: flagsOf(body) & ~MessageFlags.Ephemeral };
}
