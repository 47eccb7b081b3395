import { readFileSync } from 'node:fs';
import type { Command } from 'commander';

/** Give a program and all its commands `--version`: `soundalike` and the version on the first line, then Node and system. */
export function addVersion(command: Command, text = versionText()): void {
  command.version(text, '--version', 'print the version');
  for (const each of command.commands) addVersion(each, text);
}

function versionText(): string {
  const file = new URL('../../../package.json', import.meta.url);
  const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name: string; version: string };
  return `${name} ${version}\nNode ${process.versions.node}, ${process.platform} ${process.arch}`;
}
