import { isDeepStrictEqual } from 'node:util';
import { ApplicationIntegrationType, InteractionContextType } from 'discord-api-types/v10';
import { ApiError, parseBody } from '../protocol/api-error.ts';
import { snowflake } from '../protocol/world.ts';
import { COMMAND, COMMANDS } from '../validate/commands.ts';
import type { CommandBody } from '../validate/commands.ts';

/** Commands that an application may create in one scope per day. */
const MAX_CREATED = 200;

/** A command as it was registered. */
export type RegisteredCommand = CommandBody & {
  readonly id: string;
  readonly version: string;
  /** null: a global command. */
  readonly guildId: string | null;
};

/** The commands of the application by scope: a guild's id, or null for global ones. */
export class CommandRegistry {
  readonly #applicationId: string;
  readonly #scopes = new Map<string | null, RegisteredCommand[]>();
  readonly #created = new Map<string | null, number>();

  constructor(applicationId: string) {
    this.#applicationId = applicationId;
  }

  in(guildId: string | null): readonly RegisteredCommand[] {
    return this.#scopes.get(guildId) ?? [];
  }

  /** Replace all commands of a scope. A command of the same type and name keeps its id. @throws ApiError */
  overwrite(guildId: string | null, body: unknown): readonly RegisteredCommand[] {
    const next = parseBody(COMMANDS, body).map((command) => this.#toRegister(guildId, command));
    this.#scopes.set(guildId, next);
    return next;
  }

  /** Create a command, or replace the one of the same type and name. @throws ApiError */
  create(guildId: string | null, body: unknown): { readonly command: RegisteredCommand; readonly isNew: boolean } {
    const command = this.#toRegister(guildId, parseBody(COMMAND, body));
    const others = this.in(guildId).filter(({ id }) => id !== command.id);
    const isNew = others.length === this.in(guildId).length;
    this.#scopes.set(guildId, [...others, command]);
    return { command, isNew };
  }

  /** Change fields of a command. @throws ApiError */
  edit(guildId: string | null, id: string, body: unknown): RegisteredCommand {
    const old = this.find(guildId, id);
    const command = { ...this.#toRegister(guildId, parseBody(COMMAND, { ...old, ...(body as object) })), id };
    const others = this.in(guildId).filter((each) => each.id !== id);
    if (others.some(({ type, name }) => type === command.type && name === command.name))
      throw new ApiError(400, 40041, 'An application command with that name already exists');
    this.#scopes.set(guildId, [...others, command]);
    return command;
  }

  delete(guildId: string | null, id: string): void {
    const removed = this.find(guildId, id);
    this.#scopes.set(
      guildId,
      this.in(guildId).filter((each) => each !== removed),
    );
  }

  find(guildId: string | null, id: string): RegisteredCommand {
    const command = this.in(guildId).find((each) => each.id === id);
    if (!command) throw new ApiError(404, 10063, 'Unknown application command');
    return command;
  }

  /**
   * Return a command as the API does, with the fields that it adds. A guild's command has no contexts and no
   * integration types.
   */
  toJSON({ guildId, contexts, integration_types: types, ...command }: RegisteredCommand, localized: boolean): object {
    const isInPrivate = contexts?.includes(InteractionContextType.BotDM) ?? true;
    return {
      ...(present(command, localized) as object),
      application_id: this.#applicationId,
      default_member_permissions: command.default_member_permissions ?? null,
      nsfw: command.nsfw ?? false,
      ...(guildId === null
        ? {
            dm_permission: isInPrivate,
            contexts: contexts ?? null,
            integration_types: types ?? [ApplicationIntegrationType.GuildInstall],
          }
        : { guild_id: guildId }),
    };
  }

  #toRegister(guildId: string | null, command: CommandBody): RegisteredCommand {
    const old = this.in(guildId).find(({ type, name }) => type === command.type && name === command.name);
    if (!old) this.#countCreation(guildId);
    const kept = withoutRepeats(command) as CommandBody;
    const id = old?.id ?? snowflake();
    const isSame = old && isDeepStrictEqual({ ...kept, id, version: old.version, guildId }, old);
    return { ...kept, id, version: isSame ? old.version : snowflake(), guildId };
  }

  #countCreation(guildId: string | null): void {
    const count = (this.#created.get(guildId) ?? 0) + 1;
    if (count > MAX_CREATED)
      throw new ApiError(
        400,
        30034,
        `Max number of daily application command creates has been reached (${MAX_CREATED})`,
      );
    this.#created.set(guildId, count);
  }
}

const LOCALIZED = ['name', 'description'] as const;

/** Drop localizations that repeat the default text, which Discord ignores. */
function withoutRepeats(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRepeats);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Record<string, unknown>).map(([key, each]) => {
    const field = LOCALIZED.find((name) => key === `${name}_localizations`);
    if (!field || !each) return [key, withoutRepeats(each)] as const;
    const text = (value as Record<string, unknown>)[field];
    return [key, Object.fromEntries(Object.entries(each).filter(([, localized]) => localized !== text))] as const;
  });
  return Object.fromEntries(entries);
}

/** Leave out false and empty values, and the localizations unless they are asked for. */
function present(value: unknown, localized: boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => present(each, localized));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Record<string, unknown>).flatMap(([key, each]) => {
    if (key.endsWith('_localizations')) return localized ? [[key, each ?? null] as const] : [];
    const isDefault = each === false || each === null || each === undefined || (Array.isArray(each) && !each.length);
    return isDefault ? [] : [[key, present(each, localized)] as const];
  });
  return Object.fromEntries(entries);
}
