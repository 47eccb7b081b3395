import type { Command } from 'commander';
import { modelOf, readManifest } from '@soundalike/audio-core';
import { CHUNK_ROWS, openNetwork } from '@soundalike/audio-core/cnn14';
import type { Cnn14Network, LoadedStage } from '@soundalike/audio-core/cnn14';
import type { CommandAction } from '@soundalike/command-line';
import { wholeNumber } from '@soundalike/command-line';
import { describeMachine, markdownTable, median } from '../report/report.ts';

const { sampleRate, hopLength } = modelOf('cnn14').spec.features;

const ROWS: ReadonlyMap<string, number> = new Map(Object.entries(CHUNK_ROWS.f32));

/** `bench stages`: the time of each stage of converted float32 models, such as those of two versions, in turn. */
export function stagesCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('stages')
    .description('Seconds for a track in each stage of float32 models of Cnn14, in turn on the same rows.')
    .argument('<folders...>', 'folders of converted models, for example MODEL_DIR/cnn14')
    .option('--seconds <n>', 'length of the track', wholeNumber(1), 180)
    .option('--threads <n>', 'threads of a session', wholeNumber(1), 1)
    .option('--rounds <n>', 'calls of each stage; the median counts', wholeNumber(1), 5);
  return [
    command,
    async () => {
      const { seconds, threads, rounds } = command.opts<{ seconds: number; threads: number; rounds: number }>();
      const networks: (Cnn14Network & { folder: string })[] = [];
      for (const folder of command.args)
        networks.push({
          ...(await openNetwork(folder, { intraOpThreads: threads }, await readManifest(folder, 'cnn14'))),
          folder,
        });
      const frames = (seconds * sampleRate) / hopLength;
      const perTrack = networks.map(({ stages }) => stages.map((_, n) => callsFor(stages, n, frames)));
      const times = networks.map(({ stages }) => stages.map((): number[] => []));
      const longest = Math.max(...networks.map(({ stages }) => stages.length));
      // The first round is not counted: it allocates memory.
      for (let stage = 0; stage < longest; stage++)
        for (let round = 0; round <= rounds; round++)
          for (const [n, { stages }] of networks.entries()) {
            const loaded = stages[stage];
            if (!loaded) continue;
            const ms = await timeOf(loaded);
            if (round > 0) times[n]![stage]!.push(ms);
          }
      const cells = networks.map(({ folder, stages }, n) => {
        const each = stages.map((_, stage) => (perTrack[n]![stage]! * median(times[n]![stage]!)) / 1000);
        const names = stages.map(({ stage }, at) => `${stage.name} ${each[at]!.toFixed(3)}`).join(', ');
        return [folder, names, each.reduce((sum, value) => sum + value, 0).toFixed(3)];
      });
      process.stdout.write(
        `${describeMachine()}; ${seconds} s of audio, ${threads} thread(s), median of ${rounds}\n\n`,
      );
      process.stdout.write(markdownTable([['model', 'seconds by stage', 'sum'], ...cells]));
      return undefined;
    },
  ];
}

/** Return how many calls of a stage a track of so many frames takes. */
function callsFor(stages: readonly LoadedStage[], index: number, frames: number): number {
  const rows = stages.slice(0, index).reduce((count, { stage }) => count / stage.rowsPerOutput, frames);
  return rows / (rowsOf(stages[index]!) - 2 * stages[index]!.stage.contextRows);
}

async function timeOf(loaded: LoadedStage): Promise<number> {
  const rows = Float32Array.from({ length: rowsOf(loaded) * loaded.rowLength }, (_, n) =>
    Math.abs(Math.sin(n * 12.9898)),
  );
  const start = performance.now();
  await loaded.run(rows);
  return performance.now() - start;
}

function rowsOf({ stage }: LoadedStage): number {
  return ROWS.get(stage.name)!;
}
