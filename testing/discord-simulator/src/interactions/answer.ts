import type { Choice } from '../validate/commands.ts';
import type { SeenMessage } from './seen-message.ts';

/** What a user gets for a command, a press of a button or a few typed letters. It goes on changing as the application does more. */
export interface Answer {
  /** Messages that this interaction brought about, oldest first, deleted ones included. */
  readonly messages: readonly SeenMessage[];
  /** The newest message that can be seen. */
  readonly message: SeenMessage;
  /** Suggestions, for autocomplete. */
  readonly choices: readonly Choice[];
}
