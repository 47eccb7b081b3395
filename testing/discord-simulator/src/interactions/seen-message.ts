import { ComponentType, MessageFlags, MessageType } from 'discord-api-types/v10';
import { channelIdAt } from '../protocol/place.ts';
import type { Place } from '../protocol/place.ts';
import type { UploadedFile } from '../protocol/request-body.ts';
import { rawUser, snowflake } from '../protocol/world.ts';
import type { SimulatedUser, World } from '../protocol/world.ts';
import { isKept, uploadedFiles } from '../validate/attachments.ts';
import type { Choice } from '../validate/command-options.ts';
import { pingsOf } from '../validate/mentions.ts';
import type { MessageBody, StoredMessage } from '../validate/message.ts';
import { mediaOf, walkComponents } from '../validate/raw-component.ts';
import type { RawComponent } from '../validate/raw-component.ts';
import { asReturned, mapMedia, withIds } from './returned-components.ts';

/** A button as a user sees it. */
export interface SeenButton {
  readonly label: string;
  readonly customId: string;
  readonly disabled: boolean;
}

/** A select menu as a user sees it. */
export interface SeenSelect {
  readonly placeholder: string;
  readonly customId: string;
  readonly disabled: boolean;
  readonly minValues: number;
  readonly maxValues: number;
  readonly options: readonly {
    readonly label: string;
    readonly value: string;
    readonly description: string;
    readonly isDefault: boolean;
  }[];
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
  readonly place: Place;
  /** Installations that authorize the interaction. */
  readonly owners: Readonly<Record<string, string>>;
  /** Messages that the application may add. */
  readonly followUpLimit: number;
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
  readonly #createdAt = new Date();
  #editedAt: Date | null = null;
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

  /** What an edit finds. */
  get stored(): StoredMessage {
    const { isV2, content, embeds, attachments } = this;
    return { isV2, content, embeds: embeds.length, files: attachments };
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

  get selects(): SeenSelect[] {
    return [...walkComponents(this.components)]
      .filter(({ type }) => type >= ComponentType.StringSelect && type <= ComponentType.ChannelSelect)
      .map(({ placeholder, custom_id, disabled, min_values, max_values, options }) => ({
        placeholder: placeholder ?? '',
        customId: custom_id ?? '',
        disabled: disabled ?? false,
        minValues: min_values ?? 1,
        maxValues: max_values ?? 1,
        options: (options ?? []).map((each) => ({
          label: each.label,
          value: each.value,
          description: each.description ?? '',
          isDefault: each.default ?? false,
        })),
      }));
  }

  /** Apply a valid payload. An edit leaves fields unchanged that it does not name. */
  apply(body: MessageBody, files: readonly UploadedFile[]): void {
    if (!this.loading) {
      this.edits++;
      this.#editedAt = new Date();
    }
    this.loading = false;
    this.#flags |= (body.flags ?? 0) & MessageFlags.IsComponentsV2;
    this.pings.push(...pingsOf(body));
    if (body.content !== undefined) this.content = body.content ?? '';
    if (body.embeds !== undefined) this.embeds = body.embeds ?? [];
    const uploaded = uploadedFiles(body.attachments, files).map(({ name, file: { contentType, bytes } }) => ({
      id: snowflake(),
      filename: name,
      contentType,
      bytes,
    }));
    this.attachments = [...this.attachments.filter((each) => isKept(body.attachments, each)), ...uploaded];
    if (body.components !== undefined) {
      const addressed = mapMedia(body.components ?? [], (url) => this.#resolve(url));
      this.components = withIds(addressed);
    }
  }

  /** The message object of the API. */
  toJSON(): object {
    const { world, interactionId, user, place, owners } = this.origin;
    const shownElsewhere = new Set([...walkComponents(this.components)].flatMap(mediaOf));
    const application = rawUser({ id: world.applicationId, username: 'soundalike' }, true);
    return {
      id: this.id,
      channel_id: channelIdAt(place, world),
      type: MessageType.ChatInputCommand,
      content: this.content,
      embeds: this.embeds,
      components: asReturned(this.components),
      flags: this.#flags | (this.loading ? MessageFlags.Loading : 0),
      author: application,
      application_id: world.applicationId,
      webhook_id: world.applicationId,
      attachments: this.attachments
        .map((each) => ({
          id: each.id,
          filename: each.filename,
          size: each.bytes.length,
          content_type: each.contentType,
          url: this.#address(each),
          proxy_url: this.#address(each),
        }))
        .filter(({ url }) => !shownElsewhere.has(url)),
      timestamp: this.#createdAt.toISOString(),
      edited_timestamp: this.#editedAt?.toISOString() ?? null,
      tts: false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      pinned: false,
      interaction_metadata: {
        id: interactionId,
        type: 2,
        user: rawUser(user),
        authorizing_integration_owners: owners,
      },
    };
  }

  /** Replace a reference to an attachment by the address of the file, as Discord does. */
  #resolve(url: string): string {
    const attachment = this.attachments.find(({ filename }) => url === `attachment://${filename}`);
    return attachment ? this.#address(attachment) : url;
  }

  #address({ id, filename }: SeenAttachment): string {
    const { place, world } = this.origin;
    return `https://cdn.discordapp.com/attachments/${channelIdAt(place, world)}/${id}/${filename}?ex=1&is=1&hm=1`;
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
