import { expect, test as base } from 'vitest';
import { DiscordSimulator } from '@soundalike/discord-simulator';
import type { SimulatorOptions } from '@soundalike/discord-simulator';

/**
 * Start a simulated Discord with timeouts much longer than the real ones: a loaded machine can pause for seconds.
 * Tests check that the bot is quick enough by the order of its requests. Bots may identify at any time.
 */
export function discordWithLongTimeouts(options: SimulatorOptions = {}): Promise<DiscordSimulator> {
  return DiscordSimulator.start({
    acknowledgeMs: 60_000,
    answerMs: 300_000,
    maxConcurrency: 16,
    identifyWindowMs: 0,
    ...options,
  });
}

/** A test with a simulated Discord, which must not have recorded a violation at the end. */
export const test = base.extend<{ readonly simulator: DiscordSimulator }>({
  // Vitest reads a fixture's dependencies from this pattern.
  simulator: async ({}, use) => {
    const simulator = await discordWithLongTimeouts();
    await use(simulator);
    await simulator.close();
    expect(simulator.violations).toEqual([]);
  },
});
