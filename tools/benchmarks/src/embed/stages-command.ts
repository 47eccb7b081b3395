import type { Command } from 'commander';
import { modelOf, readManifest } from '@soundalike/audio-core';
import { chunkRowsOf, openNetwork } from '@soundalike/audio-core/cnn14';
import type { ChunkRows, LoadedStage } from '@soundalike/audio-core/cnn14';
import type { CommandAction } from '@soundalike/command-line';
import { wholeNumber } from '@soundalike/command-line';
import { describeMachine, markdownTable, median } from '../report/report.ts';

const { sampleRate, hopLength } = modelOf('cnn14').spec.features;

/** A converted model, with the rows of a call of each stage. */
interface MeasuredModel {
  readonly folder: string;
  readonly stages: readonly LoadedStage[];
  readonly chunkRows: ChunkRows;
}

/** `bench stages`: the time of each stage of converted models, such as those of two versions, in turn. */
export function stagesCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('stages')
    .description('Seconds for a track in each stage of models of Cnn14, in turn on the same rows.')
    .argument('<folders...>', 'folders of converted models, for example MODEL_DIR/cnn14')
    .option('--seconds <n>', 'length of the track', wholeNumber(1), 180)
    .option('--threads <n>', 'threads of a session', wholeNumber(1), 1)
    .option('--rounds <n>', 'calls of each stage; the median counts', wholeNumber(1), 5);
  return [
    command,
    async () => {
      const { seconds, threads, rounds } = command.opts<{ seconds: number; threads: number; rounds: number }>();
      const models: MeasuredModel[] = [];
      for (const folder of command.args) {
        const manifest = await readManifest(folder, 'cnn14');
        const network = await openNetwork(folder, { intraOpThreads: threads }, manifest);
        models.push({ folder, stages: network.stages, chunkRows: chunkRowsOf(network, manifest.precision) });
      }
      const frames = (seconds * sampleRate) / hopLength;
      const perTrack = models.map((model) => model.stages.map((_, n) => callsFor(model, n, frames)));
      const times = models.map(({ stages }) => stages.map((): number[] => []));
      const longest = Math.max(...models.map(({ stages }) => stages.length));
      // The first round is not counted: it allocates memory.
      for (let stage = 0; stage < longest; stage++)
        for (let round = 0; round <= rounds; round++)
          for (const [n, { stages, chunkRows }] of models.entries()) {
            const loaded = stages[stage];
            if (!loaded) continue;
            const ms = await timeOf(loaded, chunkRows[loaded.stage.name]!);
            if (round > 0) times[n]![stage]!.push(ms);
          }
      const cells = models.map(({ folder, stages }, n) => {
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
function callsFor({ stages, chunkRows }: MeasuredModel, index: number, frames: number): number {
  const rows = stages.slice(0, index).reduce((count, { stage }) => count / stage.rowsPerOutput, frames);
  const { name, contextRows } = stages[index]!.stage;
  return rows / (chunkRows[name]! - 2 * contextRows);
}

async function timeOf(loaded: LoadedStage, count: number): Promise<number> {
  const rows = Float32Array.from({ length: count * loaded.rowLength }, (_, n) => Math.abs(Math.sin(n * 12.9898)));
  const start = performance.now();
  await loaded.run(rows);
  return performance.now() - start;
}
