import { z } from 'zod';
import { snowflakeText } from './text.ts';
import { walkComponents } from './raw-component.ts';
import type { RawComponent } from './raw-component.ts';

/** The field `allowed_mentions`: `parse` excludes the lists of the same kind. */
export const ALLOWED_MENTIONS = z
  .object({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).nullish(),
    users: z.array(snowflakeText).max(100).nullish(),
    roles: z.array(snowflakeText).max(100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine(({ parse, ...lists }, context) => {
    for (const kind of ['users', 'roles'] as const) {
      if (lists[kind]?.length && parse?.includes(kind))
        context.addIssue({ code: 'custom', path: ['parse'], message: `parse:["${kind}"] and ${kind} are exclusive` });
    }
  });

interface Mentioning {
  readonly content?: string | null | undefined;
  readonly components?: readonly RawComponent[] | null | undefined;
  readonly allowed_mentions?: z.infer<typeof ALLOWED_MENTIONS> | null | undefined;
}

/** Return the mentions in a message that notify somebody. By default, an interaction's message notifies only users. */
export function pingsOf({ content, components, allowed_mentions: allowedMentions }: Mentioning): string[] {
  const text = [content ?? '', ...[...walkComponents(components ?? [])].map((each) => each.content ?? '')].join('\n');
  const { parse, users, roles } = allowedMentions ?? { parse: ['users'] as const };
  const allows = (kind: 'users' | 'roles' | 'everyone', listed?: readonly string[] | null, id = ''): boolean =>
    (parse ?? []).includes(kind) || (listed ?? []).includes(id);
  return [
    ...[...text.matchAll(/@(everyone|here)/gu)].filter(() => allows('everyone')).map(([mention]) => mention),
    ...[...text.matchAll(/<@!?(\d+)>/gu)].filter(([, id]) => allows('users', users, id)).map(([mention]) => mention),
    ...[...text.matchAll(/<@&(\d+)>/gu)].filter(([, id]) => allows('roles', roles, id)).map(([mention]) => mention),
  ];
}
