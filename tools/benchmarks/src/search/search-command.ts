import { Argument } from 'commander';
import type { Command } from 'commander';
import { wholeNumber } from '@soundalike/command-line';
import type { CommandAction } from '@soundalike/command-line';
import { benchElasticsearch } from './bench-elasticsearch.ts';
import { benchSqlite } from './bench-sqlite.ts';
import type { SqliteOptions } from './bench-sqlite.ts';

const STORES = { sqlite: benchSqlite, elasticsearch: benchElasticsearch } as const;

interface SearchOptions extends SqliteOptions {
  readonly tracks?: readonly number[];
}

/** `bench search`: speed and recall of a store's search for neighbours. */
export function searchCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('search')
    .description(
      'Latency, recall and size of the search for neighbours, on synthetic vectors as hard to search as Cnn14. ' +
        'All index types of Elasticsearch with 100,000 tracks took 14 minutes on two cores.',
    )
    .addArgument(
      new Argument(
        '<store>',
        'store to measure; a node of Elasticsearch is started for each type of vector index',
      ).choices(Object.keys(STORES)),
    )
    .option('--tracks <n...>', 'sizes of the library', (text: string, before: number[] | undefined) => [
      ...(before ?? []),
      wholeNumber(1_000)(text),
    ])
    .option('--folder <path>', 'sqlite: keep the libraries in this folder, and measure those that are there')
    .option('--no-sqlite-vec', 'sqlite: the embedded store alone');
  return [
    command,
    async (signal) => {
      const { tracks = [20_000, 100_000], ...options } = command.opts<SearchOptions>();
      await STORES[command.processedArgs[0] as keyof typeof STORES](tracks, signal, options);
      return undefined;
    },
  ];
}
