import { GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import { z } from 'zod';

const ALL_INTENTS = Object.values(GatewayIntentBits)
  .filter((bit) => typeof bit === 'number')
  .reduce((sum, bit) => sum | bit, 0);

const PRIVILEGED = GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

/** Largest message that an application may send, bytes. */
const MAX_BYTES = 4096;

const IDENTIFY = z.object({
  token: z.string(),
  properties: z.object({ os: z.string(), browser: z.string(), device: z.string() }),
  intents: z.int().min(0),
  compress: z.boolean().nullish(),
  large_threshold: z.int().min(50).max(250).nullish(),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).default([0, 1]),
});

const RESUME = z.object({ token: z.string(), session_id: z.string(), seq: z.int().min(0) });

/** A message of an application, with its opcode. */
export type Payload =
  | { readonly op: typeof GatewayOpcodes.Heartbeat; readonly d: number | null }
  | { readonly op: typeof GatewayOpcodes.Identify; readonly d: z.infer<typeof IDENTIFY> }
  | { readonly op: typeof GatewayOpcodes.Resume; readonly d: z.infer<typeof RESUME> }
  | { readonly op: typeof GatewayOpcodes.PresenceUpdate; readonly d: unknown };

/** An IDENTIFY message. */
export type Identify = z.infer<typeof IDENTIFY>;

const PAYLOAD = z.discriminatedUnion('op', [
  z.object({ op: z.literal(GatewayOpcodes.Heartbeat), d: z.int().nullable() }),
  z.object({ op: z.literal(GatewayOpcodes.Identify), d: IDENTIFY }),
  z.object({ op: z.literal(GatewayOpcodes.Resume), d: RESUME }),
  z.object({ op: z.literal(GatewayOpcodes.PresenceUpdate), d: z.unknown() }),
]);

/** Parse a message. @returns `decode error` if it is no JSON or too long, `unknown` if no opcode takes it */
export function parsePayload(data: Buffer): Payload | 'decode error' | 'unknown' {
  if (data.length > MAX_BYTES) return 'decode error';
  let json: unknown;
  try {
    json = JSON.parse(data.toString('utf8'));
  } catch {
    return 'decode error';
  }
  const parsed = PAYLOAD.safeParse(json);
  return parsed.success ? parsed.data : 'unknown';
}

/** Return whether intents are unknown or not granted to this application; null if they are fine. */
export function intentsError(intents: number): 'invalid' | 'disallowed' | null {
  if ((intents & ~ALL_INTENTS) !== 0) return 'invalid';
  return (intents & PRIVILEGED) === 0 ? null : 'disallowed';
}
