import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import type { Connection } from './connection.ts';
import { intentsError } from './payloads.ts';
import type { Identify, parsePayload } from './payloads.ts';

/** Return the code with which Discord refuses an IDENTIFY; null: it is fine. */
export function refusalOf(
  intents: number,
  [index, count]: Identify['shard'],
  minShards: number,
): GatewayCloseCodes | null {
  const wrong = intentsError(intents);
  if (wrong !== null)
    return wrong === 'invalid' ? GatewayCloseCodes.InvalidIntents : GatewayCloseCodes.DisallowedIntents;
  if (index >= count) return GatewayCloseCodes.InvalidShard;
  return count < minShards ? GatewayCloseCodes.ShardingRequired : null;
}

/** Return the code with which Discord closes a connection because of a message; null: it is fine. */
export function closeCodeOf(
  payload: ReturnType<typeof parsePayload>,
  connection: Connection,
  isIdentified: boolean,
): GatewayCloseCodes | null {
  if (connection.countMessage()) return GatewayCloseCodes.RateLimited;
  if (payload === 'decode error') return GatewayCloseCodes.DecodeError;
  if (payload === 'unknown') return GatewayCloseCodes.UnknownOpcode;
  const isLogin = payload.op === GatewayOpcodes.Identify || payload.op === GatewayOpcodes.Resume;
  if (isLogin && isIdentified) return GatewayCloseCodes.AlreadyAuthenticated;
  return isLogin || isIdentified || payload.op === GatewayOpcodes.Heartbeat ? null : GatewayCloseCodes.NotAuthenticated;
}
