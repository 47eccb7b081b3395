import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { ShardingManager } from 'discord.js';
import { SoundalikeError } from '@soundalike/errors';
import { EXIT_CODE } from '@soundalike/command-line';
import type { Logger } from '@soundalike/command-line';
import { startHealthServer } from './health-server.ts';

/** Time in which `max_concurrency` shards may identify, ms: Discord's 5 s and a margin. */
const IDENTIFY_WINDOW_MS = 5500;

/** Longest start of a shard, ms. */
const READY_MS = 120_000;

/** Longest end of a shard, ms. */
const STOP_MS = 9200;

/** Options of a set of shards. */
export interface ShardOptions {
  readonly token: string;
  /** Program that runs one shard; discord.js sets its number in the environment. */
  readonly file: string;
  readonly shards: number;
  readonly maxConcurrency: number;
  /** Port of `/healthz`; null: none. */
  readonly healthPort: number | null;
}

/**
 * Run one process per shard until the signal is aborted, and replace those that crash.
 * Then each shard finishes its open answers and ends.
 * @throws `DISCORD_REFUSED` as soon as Discord refuses one, because it would refuse the others too
 */
export async function runShards(options: ShardOptions, logger: Logger, signal: AbortSignal): Promise<void> {
  const { token, file, shards, maxConcurrency, healthPort } = options;
  const manager = new ShardingManager(file, { totalShards: shards, token });
  const ended = Promise.withResolvers<undefined>();
  signal.addEventListener('abort', () => ended.resolve(undefined), { once: true });
  const children = new Set<ChildProcess>();
  manager.on('shardCreate', (shard) => {
    shard.on('spawn', (child) => {
      children.add(child as ChildProcess);
      (child as ChildProcess).once('exit', (code) => {
        children.delete(child as ChildProcess);
        logger.warn({ shard: shard.id, code }, 'shard ended');
        if (code === EXIT_CODE.discordRefused)
          ended.reject(
            new SoundalikeError(
              'DISCORD_REFUSED',
              `Discord refused shard ${shard.id}; see its own error message above`,
            ),
          );
      });
    });
    shard.on('error', (error) => logger.error({ shard: shard.id, error: error.message }, 'shard failed'));
  });
  const isReady = (): boolean =>
    !signal.aborted && manager.shards.size === shards && manager.shards.every(({ ready }) => ready);
  const health = healthPort === null ? null : await startHealthServer(healthPort, isReady);
  try {
    const spawned = manager.spawn({ delay: IDENTIFY_WINDOW_MS / maxConcurrency, timeout: READY_MS });
    spawned.then(
      () => logger.info({ shards }, 'all shards ready'),
      (error: unknown) => ended.reject(error),
    );
    await ended.promise;
  } finally {
    manager.respawn = false;
    await Promise.all([...children].map(stop));
    health?.close();
  }
}

/** A shard ends by itself within the grace period of the bot; one that does not is killed. */
async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exited;
  clearTimeout(timer);
}
