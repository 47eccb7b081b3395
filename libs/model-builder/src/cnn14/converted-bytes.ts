import { CNN14_CHANNELS } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { weightSlots } from './weight-file.ts';
import { filterSlots } from './winograd/filter-file.ts';

/** The graphs and the manifest, which are some kilobytes each. */
const GRAPH_BYTES = 1_000_000;

/** Size of the converted float32 model in bytes, rounded up. */
export function convertedBytes(channels: BlockChannels = CNN14_CHANNELS): number {
  const [weights, filters] = [weightSlots(channels), filterSlots(channels)].map((slots) => [...slots.values()].at(-1)!);
  return weights!.offset + weights!.byteLength + filters!.offset + filters!.byteLength + GRAPH_BYTES;
}
