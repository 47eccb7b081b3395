import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { ShardingManager } from 'discord.js';
import { SoundalikeError } from '@soundalike/errors';
import { EXIT_CODE } from '@soundalike/command-line';
import type { Logger } from '@soundalike/command-line';
import { startHealthServer } from './health-server.ts';

/** Discord lets so many shards identify within so much time: `max_concurrency` of them in 5 s. */
const IDENTIFY_WINDOW_MS = 5500;

/** Time that a shard may take until it is ready, ms. */
const READY_MS = 120_000;

/** What a set of shards needs. */
export interface ShardSettings {
  readonly token: string;
  /** Program that runs one shard, which it knows by the environment that discord.js sets. */
  readonly file: string;
  readonly shards: number;
  readonly maxConcurrency: number;
  /** Port of `/healthz`; null: none. */
  readonly healthPort: number | null;
}

/**
 * Runs one process a shard until the signal is aborted, and replaces those that crash. When told to stop, each shard finishes what it has begun.
 * @throws `DISCORD_REFUSED` as soon as Discord refuses one: it would refuse the others too
 */
export async function runShards(settings: ShardSettings, logger: Logger, signal: AbortSignal): Promise<void> {
  const { token, file, shards, maxConcurrency, healthPort } = settings;
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
            new SoundalikeError('DISCORD_REFUSED', `shard ${shard.id}: Discord refused it, as its own message says`),
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

async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
