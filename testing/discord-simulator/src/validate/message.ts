import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { ApiError, invalidFormBody, parseBody } from '../protocol/api-error.ts';
import type { FormError } from '../protocol/api-error.ts';
import type { UploadedFile } from '../protocol/request-body.ts';
import { attachmentErrors, ATTACHMENTS, keptNames, uploadedNames } from './attachments.ts';
import type { StoredFile } from './attachments.ts';
import { CLASSIC_COMPONENTS, COMPONENTS_V2 } from './components.ts';
import { EMBEDS } from './embeds.ts';
import { ALLOWED_MENTIONS } from './mentions.ts';
import { mediaOf, walkComponents } from './raw-component.ts';
import type { RawComponent } from './raw-component.ts';
import { anyText } from './text.ts';

/** Discord's file size limit in a server without boosts, in bytes. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

const MAX_COMPONENTS = 40;
const MAX_TEXT_DISPLAYS = 4000;

const { SuppressEmbeds, Ephemeral, IsComponentsV2, IsVoiceMessage, SuppressNotifications } = MessageFlags;

/** The flags that an application may set. */
const FLAGS = {
  create: SuppressEmbeds | Ephemeral | IsComponentsV2 | IsVoiceMessage | SuppressNotifications,
  edit: SuppressEmbeds | IsComponentsV2,
};

const MESSAGE = z.object({
  content: anyText(2000).nullish(),
  embeds: EMBEDS.nullish(),
  components: z.array(z.unknown()).nullish(),
  flags: z.int().min(0).nullish(),
  tts: z.boolean().nullish(),
  allowed_mentions: ALLOWED_MENTIONS.nullish(),
  attachments: ATTACHMENTS.nullish(),
  poll: z.null().optional(),
  sticker_ids: z.array(z.string()).max(3).nullish(),
});

/** A message payload that respects Discord's rules. */
export type MessageBody = Omit<z.infer<typeof MESSAGE>, 'components'> & {
  readonly components?: readonly RawComponent[] | null | undefined;
};

/** What an edited message holds before the edit. */
export interface StoredMessage {
  /** Whether it has the flag IS_COMPONENTS_V2. */
  readonly isV2: boolean;
  readonly content: string;
  readonly embeds: number;
  readonly files: readonly StoredFile[];
}

/** A message that is only created with the payload. */
const NOTHING: StoredMessage = { isV2: false, content: '', embeds: 0, files: [] };

/** Facts outside a payload that its validity depends on. */
export interface MessageContext {
  /** The message that is edited; null: a new one. */
  readonly edited: StoredMessage | null;
  readonly files: readonly UploadedFile[];
  readonly maxFileBytes: number;
}

/**
 * Validate a message payload.
 * @throws ApiError as Discord does: 50035 for a broken rule, 50006 for an empty message, 40005 for a file that is
 * too large
 */
export function validateMessage(body: unknown, { edited, files, maxFileBytes }: MessageContext): MessageBody {
  const message = parseBody(MESSAGE, body ?? {}) as MessageBody;
  if (files.some(({ bytes }) => bytes.length > maxFileBytes))
    throw new ApiError(413, 40005, 'Request entity too large');
  const before = edited ?? NOTHING;
  const isV2 = before.isV2 || ((message.flags ?? 0) & IsComponentsV2) !== 0;
  const components = message.components && checkComponents(message.components, isV2);
  const names = new Set([
    ...uploadedNames(message.attachments, files),
    ...keptNames(message.attachments, before.files),
  ]);
  const errors = [
    ...flagErrors(message, edited !== null),
    ...attachmentErrors(message.attachments, files, before.files),
    ...(isV2 ? v2Errors(message, before) : []),
    ...componentErrors(message, names),
  ];
  if (errors.length > 0) throw invalidFormBody(errors);
  const isEmpty =
    !message.content?.trim() && !message.embeds?.length && !message.components?.length && files.length === 0;
  if (edited === null && isEmpty) throw new ApiError(400, 50006, 'Cannot send an empty message');
  return { ...message, ...(components && { components }) };
}

/** Check components, and leave out what the API does not know. */
function checkComponents(components: readonly RawComponent[], isV2: boolean): readonly RawComponent[] {
  return parseBody(isV2 ? COMPONENTS_V2 : CLASSIC_COMPONENTS, components, ['components']) as readonly RawComponent[];
}

/** Check a payload of a new message as the API would, without sending it. @throws ApiError */
export function checkMessage(body: unknown, files: readonly UploadedFile[] = []): void {
  validateMessage(body, { edited: null, files, maxFileBytes: MAX_FILE_BYTES });
}

function flagErrors({ flags }: MessageBody, isEdit: boolean): FormError[] {
  const allowed = isEdit ? FLAGS.edit : FLAGS.create;
  return ((flags ?? 0) & ~allowed) === 0
    ? []
    : [{ path: ['flags'], message: `Only the flags ${allowed} can be set, got ${String(flags)}.` }];
}

/** Content, embeds and files of a message must be reset in the edit that turns on the flag. */
function v2Errors(message: MessageBody, before: StoredMessage): FormError[] {
  const errors: FormError[] = [];
  const reject = (field: string): void => {
    const text = `The '${field}' field cannot be used when using 'MessageFlags.IS_COMPONENTS_V2'`;
    errors.push({ path: [field], message: text });
  };
  if (message.content === undefined ? before.content !== '' : message.content) reject('content');
  if (message.embeds === undefined ? before.embeds > 0 : message.embeds?.length) reject('embeds');
  if (message.sticker_ids?.length) reject('sticker_ids');
  if (!before.isV2 && keptNames(message.attachments, before.files).length > 0) reject('attachments');
  const all = [...walkComponents(message.components ?? [])];
  if (all.length > MAX_COMPONENTS)
    errors.push({ path: ['components'], message: `Must be ${MAX_COMPONENTS} or fewer in total, got ${all.length}.` });
  const length = all.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
  if (length > MAX_TEXT_DISPLAYS) {
    errors.push({
      path: ['components'],
      message: `Text displays: must be ${MAX_TEXT_DISPLAYS} or fewer characters in total, got ${length}.`,
    });
  }
  return errors;
}

function componentErrors(message: MessageBody, names: ReadonlySet<string>): FormError[] {
  const errors: FormError[] = [];
  const seen = { custom_id: new Set<unknown>(), id: new Set<unknown>() };
  for (const component of walkComponents(message.components ?? [])) {
    for (const field of ['custom_id', 'id'] as const) {
      const value = component[field];
      if (value && seen[field].has(value))
        errors.push({ path: ['components'], message: `Component ${field} cannot be duplicated` });
      seen[field].add(value);
    }
    for (const url of mediaOf(component)) {
      const name = /^attachment:\/\/(.+)$/u.exec(url)?.[1];
      if (name !== undefined && !names.has(name))
        errors.push({ path: ['components'], message: `The referenced attachment ${name} was not found` });
    }
  }
  return errors;
}
