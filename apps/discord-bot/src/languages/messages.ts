import type { en } from './en.ts';

/** Key of a text. */
export type MessageKey = keyof typeof en;

/** All texts in one language. */
export type Messages = Readonly<Record<MessageKey, string>>;

/** Names in braces in a text. */
type PlaceholdersOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never;

/** The values that a text needs. */
export type MessageValues<Key extends MessageKey> = Readonly<Record<PlaceholdersOf<(typeof en)[Key]>, string | number>>;
