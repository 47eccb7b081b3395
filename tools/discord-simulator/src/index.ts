export { DiscordSimulator } from './discord-simulator.ts';
export type { SimulatorOptions, TypedCommand } from './discord-simulator.ts';
export type { Answer } from './interactions/answer.ts';
export type { SeenAttachment, SeenButton, SeenMessage } from './interactions/seen-message.ts';
export { parseMarkdown } from './markdown/parse-markdown.ts';
export type { ParsedMarkdown } from './markdown/parse-markdown.ts';
export type { InjectedFault } from './rest/fault-injector.ts';
export { simulatedUser } from './world.ts';
export type { SimulatedUser, World } from './world.ts';
