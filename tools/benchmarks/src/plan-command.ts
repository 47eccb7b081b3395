import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { CommandAction } from '@soundalike/command-line';

/** An application is not imported: the planner's benchmark is a program of its own. */
const BENCH_PLAN = fileURLToPath(new URL('../../../apps/etl/src/benchmarks/bench-plan.ts', import.meta.url));

/** `bench plan`: how long the ETL plans a library in which nothing changed. */
export function planCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('plan')
    .description(
      'Planning a library in which nothing changed: seconds and memory. Takes the options of the program that it starts, such as --files.',
    )
    .argument('[options...]')
    .allowUnknownOption()
    .helpOption(false);
  return [
    command,
    async () => {
      const child = spawn(process.execPath, [BENCH_PLAN, ...command.args], { stdio: 'inherit' });
      const [code] = (await once(child, 'close')) as [number | null];
      return code ?? 1;
    },
  ];
}
