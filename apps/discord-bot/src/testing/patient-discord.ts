import { DiscordSimulator } from '@soundalike/discord-simulator';
import type { SimulatorOptions } from '@soundalike/discord-simulator';

/** A Discord that waits much longer than the real one, since a machine that runs tests may stand still for seconds: that the bot is quick enough shows in what comes first. */
export function patientDiscord(options: SimulatorOptions = {}): Promise<DiscordSimulator> {
  return DiscordSimulator.start({ acknowledgeMs: 60_000, answerMs: 300_000, ...options });
}
