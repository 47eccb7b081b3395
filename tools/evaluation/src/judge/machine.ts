import { cpus, type as systemName } from 'node:os';

/** Processor, system and version of Node, in one line. */
export function machineLine(): string {
  const processors = cpus();
  return `${processors[0]?.model.trim() ?? 'unknown processor'} × ${processors.length}, ${systemName()} ${process.arch}, Node ${process.versions.node}`;
}
