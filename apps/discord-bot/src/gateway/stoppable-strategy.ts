import { SimpleShardingStrategy } from 'discord.js';
import type { WebSocketOptions } from 'discord.js';

type BuildStrategy = NonNullable<WebSocketOptions['buildStrategy']>;

/**
 * Build discord.js's strategy for connections in one process, with an end. By itself, a client that is destroyed during
 * a pause between two attempts, or before its first attempt, connects later nevertheless. Each attempt begins with a
 * question for the session to resume, which is not answered any more after the end.
 */
export function stoppableStrategy(closing: AbortSignal): BuildStrategy {
  return (manager) => {
    const { options } = manager;
    const retrieve = options.retrieveSessionInfo.bind(options);
    options.retrieveSessionInfo = (shardId) => (closing.aborted ? new Promise(() => undefined) : retrieve(shardId));
    return new SimpleShardingStrategy(manager);
  };
}
