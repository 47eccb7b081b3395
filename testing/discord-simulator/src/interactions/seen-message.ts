import { ComponentType, MessageFlags, MessageType } from 'discord-api-types/v10';
import type { UploadedFile } from '../protocol/request-body.ts';
import { rawUser, snowflake } from '../protocol/world.ts';
import type { SimulatedUser, World } from '../protocol/world.ts';
import type { Choice } from '../validate/commands.ts';
import { walkComponents } from '../validate/components.ts';
import type { RawComponent } from '../validate/components.ts';
import type { MessageBody } from '../validate/message.ts';

/** A button as a user sees it. */
export interface SeenButton {
  readonly label: string;
  readonly customId: string;
  readonly disabled: boolean;
}

/** A file that came with a message. */
export interface SeenAttachment {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** The interaction that created a message, and the user who triggered it. */
export interface MessageOrigin {
  readonly world: World;
  readonly interactionId: string;
  readonly user: SimulatedUser;
}

/** A message as a user sees it; it changes as the application edits or deletes it. */
export class SeenMessage {
  readonly id = snowflake();
  readonly origin: MessageOrigin;
  readonly ephemeral: boolean;
  /** "The application is thinking": a deferred answer that has not come yet. */
  loading: boolean;
  deleted = false;
  edits = 0;
  content = '';
  embeds: readonly { readonly title?: string | null | undefined; readonly description?: string | null | undefined }[] =
    [];
  components: readonly RawComponent[] = [];
  attachments: SeenAttachment[] = [];
  /** Mentions that notified somebody. */
  readonly pings: string[] = [];
  #flags: number;

  constructor(origin: MessageOrigin, flags: number, loading = false) {
    this.origin = origin;
    this.#flags = flags;
    this.ephemeral = (flags & MessageFlags.Ephemeral) !== 0;
    this.loading = loading;
  }

  get isV2(): boolean {
    return (this.#flags & MessageFlags.IsComponentsV2) !== 0;
  }

  /** All text in reading order: content, embeds, text displays. */
  get text(): string {
    const displays = [...walkComponents(this.components)].flatMap(({ content }) =>
      content === undefined ? [] : [content],
    );
    return [
      this.content,
      ...this.embeds.flatMap(({ title, description }) => [title ?? '', description ?? '']),
      ...displays,
    ]
      .filter(Boolean)
      .join('\n');
  }

  get buttons(): SeenButton[] {
    return [...walkComponents(this.components)]
      .filter(({ type }) => type === ComponentType.Button)
      .map(({ label, custom_id, disabled }) => ({
        label: label ?? '',
        customId: custom_id ?? '',
        disabled: disabled ?? false,
      }));
  }

  /** Apply a valid payload. An edit leaves fields unchanged that it does not name. */
  apply(body: MessageBody, files: readonly UploadedFile[]): void {
    if (!this.loading) this.edits++;
    this.loading = false;
    this.#flags |= (body.flags ?? 0) & MessageFlags.IsComponentsV2;
    this.pings.push(...pingsOf(body));
    if (body.content !== undefined) this.content = body.content ?? '';
    if (body.embeds) this.embeds = body.embeds;
    const kept = body.attachments?.map(({ id }) => String(id));
    const uploaded = files.map(({ filename, contentType, bytes }) => ({
      id: snowflake(),
      filename,
      contentType,
      bytes,
    }));
    this.attachments = [...this.attachments.filter(({ id }) => kept === undefined || kept.includes(id)), ...uploaded];
    if (body.components) this.components = body.components.map((component) => this.#resolveMedia(component));
  }

  /** The message object of the API. */
  toJSON(): object {
    const { world, interactionId, user } = this.origin;
    const shownElsewhere = new Set([...walkComponents(this.components)].map(({ media }) => media?.url));
    return {
      id: this.id,
      channel_id: world.channelId,
      type: MessageType.ChatInputCommand,
      content: this.content,
      embeds: this.embeds,
      components: this.components,
      flags: this.#flags | (this.loading ? MessageFlags.Loading : 0),
      author: rawUser({ id: world.applicationId, username: 'soundalike' }, true),
      application_id: world.applicationId,
      webhook_id: world.applicationId,
      attachments: this.attachments
        .map((each) => ({
          id: each.id,
          filename: each.filename,
          size: each.bytes.length,
          content_type: each.contentType,
          url: this.#address(each),
        }))
        .filter(({ url }) => !shownElsewhere.has(url)),
      timestamp: new Date().toISOString(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      pinned: false,
      interaction_metadata: { id: interactionId, type: 2, user: rawUser(user), authorizing_integration_owners: {} },
    };
  }

  /** Replace a reference to an attachment by the address of the file, as Discord does. */
  #resolveMedia(component: RawComponent): RawComponent {
    const attachment = this.attachments.find(({ filename }) => component.media?.url === `attachment://${filename}`);
    return {
      ...component,
      ...(attachment && { media: { url: this.#address(attachment) } }),
      ...(component.accessory && { accessory: this.#resolveMedia(component.accessory) }),
      ...(component.components && { components: component.components.map((nested) => this.#resolveMedia(nested)) }),
    };
  }

  #address({ id, filename }: SeenAttachment): string {
    return `https://cdn.discordapp.com/attachments/${this.origin.world.channelId}/${id}/${filename}`;
  }
}

/**
 * The result of a command, a press of a button or a few typed letters, as the user sees it.
 * It continues to change as the application does more.
 */
export interface Answer {
  /** Messages that this interaction created, oldest first, deleted ones included. */
  readonly messages: readonly SeenMessage[];
  /** The newest visible message. */
  readonly message: SeenMessage;
  /** Suggestions, for autocomplete. */
  readonly choices: readonly Choice[];
}

/** Return the mentions in a message that notify somebody. Without `allowed_mentions`, all of them do. */
function pingsOf(message: MessageBody): string[] {
  const text = [
    message.content ?? '',
    ...[...walkComponents(message.components ?? [])].map(({ content }) => content ?? ''),
  ].join('\n');
  const { parse, users, roles } = message.allowed_mentions ?? { parse: ['users', 'roles', 'everyone'] as const };
  const allows = (kind: 'users' | 'roles' | 'everyone', listed?: readonly string[] | null, id = ''): boolean =>
    (parse ?? []).includes(kind) || (listed ?? []).includes(id);
  return [
    ...[...text.matchAll(/@(everyone|here)/gu)].filter(() => allows('everyone')).map(([mention]) => mention),
    ...[...text.matchAll(/<@!?(\d+)>/gu)].filter(([, id]) => allows('users', users, id)).map(([mention]) => mention),
    ...[...text.matchAll(/<@&(\d+)>/gu)].filter(([, id]) => allows('roles', roles, id)).map(([mention]) => mention),
  ];
}
