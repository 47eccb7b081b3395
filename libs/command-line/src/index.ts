export { runCommand, runCommands } from './run-command.ts';
export type { CommandAction } from './run-command.ts';
export { createLogger, printable } from './output.ts';
export type { Logger } from './output.ts';
export { listen } from './listen.ts';
export { EXIT_CODE, exitCodeOfError } from './exit-code.ts';
export { realNumber, wholeNumber } from './parse-number.ts';
export { createWorkDisplay, MEBIBYTES } from './work-display.ts';
export type { Unit, WorkDisplay } from './work-display.ts';
