import type { MessageBody } from '../validate/message.ts';
import { walkComponents } from '../validate/walk-components.ts';

/** Whoever a new message would notify: what its text mentions, as far as `allowed_mentions` lets it. Nothing said allows everything. */
export function pingsOf(message: MessageBody): string[] {
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
