import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { CommandAction } from '@soundalike/command-line';

/** A separate program, since tools do not import applications. */
const BENCH_PLAN = fileURLToPath(new URL('../../../apps/etl/src/benchmarks/bench-plan.ts', import.meta.url));

/** `bench plan`: time and memory of the ETL's plan for an unchanged library. */
export function planCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('plan')
    .description('Plan an unchanged library: seconds and memory. Options such as --files are passed on to the planner.')
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
