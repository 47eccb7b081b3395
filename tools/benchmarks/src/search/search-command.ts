import { Argument } from 'commander';
import type { Command } from 'commander';
import { wholeNumber } from '@soundalike/command-line';
import type { CommandAction } from '@soundalike/command-line';
import { benchElasticsearch } from './bench-elasticsearch.ts';
import { benchSqlite } from './bench-sqlite.ts';

const STORES = { sqlite: benchSqlite, elasticsearch: benchElasticsearch } as const;

/** `bench search`: how fast and how well a store finds neighbours. */
export function searchCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('search')
    .description(
      'Latency, recall and size of the search for neighbours, on made-up vectors as hard as those of Cnn14. All kinds of index of Elasticsearch with 100,000 tracks took 14 minutes on two cores.',
    )
    .addArgument(
      new Argument(
        '<store>',
        'what is measured; a node of Elasticsearch is started for each kind of vector index',
      ).choices(Object.keys(STORES)),
    )
    .option('--tracks <n...>', 'sizes of the library', (text: string, before: number[] | undefined) => [
      ...(before ?? []),
      wholeNumber(1_000)(text),
    ]);
  return [
    command,
    async (signal) => {
      const { tracks = [20_000, 100_000] } = command.opts<{ tracks?: number[] }>();
      await STORES[command.processedArgs[0] as keyof typeof STORES](tracks, signal);
      return undefined;
    },
  ];
}
