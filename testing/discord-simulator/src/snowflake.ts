/** Milliseconds since the Unix epoch at which Discord's ids begin: 1 January 2015. */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

let increment = 0n;

/** A new id: its upper bits hold the time, its lower 12 bits a counter, as Discord's do. */
export function snowflake(): string {
  increment = (increment + 1n) & 0xf_ffn;
  return (((BigInt(Date.now()) - DISCORD_EPOCH_MS) << 22n) | increment).toString();
}
