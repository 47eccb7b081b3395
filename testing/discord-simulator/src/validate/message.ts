import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { ApiError, invalidFormBody, parseBody } from '../protocol/api-error.ts';
import type { FormError } from '../protocol/api-error.ts';
import type { UploadedFile } from '../protocol/request-body.ts';
import { CLASSIC_COMPONENTS, COMPONENTS_V2, walkComponents } from './components.ts';
import type { RawComponent } from './components.ts';
import { EMBEDS } from './embeds.ts';

/** Discord's file size limit in a server without boosts, in bytes. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

const MAX_COMPONENTS = 40;
const MAX_TEXT_DISPLAYS = 4000;

const ALLOWED_MENTIONS = z.object({
  parse: z.array(z.enum(['users', 'roles', 'everyone'])).nullish(),
  users: z.array(z.string()).max(100).nullish(),
  roles: z.array(z.string()).max(100).nullish(),
  replied_user: z.boolean().nullish(),
});

const MESSAGE = z.object({
  content: z.string().max(2000).nullish(),
  embeds: EMBEDS.nullish(),
  components: z.array(z.unknown()).nullish(),
  flags: z.int().nullish(),
  tts: z.boolean().nullish(),
  allowed_mentions: ALLOWED_MENTIONS.nullish(),
  attachments: z
    .array(
      z.object({
        id: z.union([z.string(), z.int()]),
        filename: z.string().max(1024).nullish(),
        description: z.string().max(1024).nullish(),
      }),
    )
    .max(10)
    .nullish(),
});

/** A message payload that respects Discord's rules. */
export type MessageBody = Omit<z.infer<typeof MESSAGE>, 'components'> & {
  readonly components?: readonly RawComponent[] | null | undefined;
};

/** Facts outside a payload that its validity depends on. */
export interface MessageContext {
  /** Whether the edited message already has the flag IS_COMPONENTS_V2. */
  readonly isV2: boolean;
  readonly files: readonly UploadedFile[];
  /** Names of the attachments that the edited message already has. */
  readonly storedFiles: readonly string[];
  readonly maxFileBytes: number;
}

/**
 * Validate a message payload.
 * @throws ApiError as Discord does: 50035 for a broken rule, 50006 for an empty message, 40005 for a file that is
 * too large
 */
export function validateMessage(body: unknown, context: MessageContext, isEdit: boolean): MessageBody {
  const message = parseBody(MESSAGE, body) as MessageBody;
  if (context.files.some(({ bytes }) => bytes.length > context.maxFileBytes))
    throw new ApiError(413, 40005, 'Request entity too large');
  if (context.files.length > 10)
    throw invalidFormBody([{ path: ['attachments'], message: 'Must be 10 or fewer in length.' }]);
  const isV2 = context.isV2 || ((message.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  if (message.components) parseBody(isV2 ? COMPONENTS_V2 : CLASSIC_COMPONENTS, message.components, ['components']);
  const errors = [...(isV2 ? v2Errors(message) : []), ...componentErrors(message, context)];
  if (errors.length > 0) throw invalidFormBody(errors);
  const isEmpty =
    !message.content && !message.embeds?.length && !message.components?.length && context.files.length === 0;
  if (isEmpty && !isEdit) throw new ApiError(400, 50006, 'Cannot send an empty message');
  return message;
}

/** Check a payload of a new message as the API would, without sending it. @throws ApiError */
export function checkMessage(body: unknown, files: readonly UploadedFile[] = []): void {
  validateMessage(body, { isV2: false, files, storedFiles: [], maxFileBytes: MAX_FILE_BYTES }, false);
}

function v2Errors(message: MessageBody): FormError[] {
  const errors: FormError[] = [];
  const notWithV2 = "cannot be used when using 'MessageFlags.IS_COMPONENTS_V2'";
  if (message.content) errors.push({ path: ['content'], message: `The 'content' field ${notWithV2}` });
  if (message.embeds?.length) errors.push({ path: ['embeds'], message: `The 'embeds' field ${notWithV2}` });
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

function componentErrors(message: MessageBody, { files, storedFiles }: MessageContext): FormError[] {
  const errors: FormError[] = [];
  const customIds = new Set<string>();
  const names = new Set([...files.map(({ filename }) => filename), ...storedFiles]);
  for (const { custom_id: customId, media } of walkComponents(message.components ?? [])) {
    if (customId && customIds.has(customId))
      errors.push({ path: ['components'], message: 'Component custom id cannot be duplicated' });
    if (customId) customIds.add(customId);
    const name = media?.url.startsWith('attachment://') ? media.url.slice('attachment://'.length) : null;
    if (name !== null && !names.has(name))
      errors.push({ path: ['components'], message: `The referenced attachment ${name} was not found` });
  }
  return errors;
}
