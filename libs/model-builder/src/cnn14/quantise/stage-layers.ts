import { convLayers, inputOf } from '@soundalike/audio-core/cnn14';
import type { BlockChannels, Stage } from '@soundalike/audio-core/cnn14';

/** A convolution of a stage, and its input activation. */
export interface StageLayer {
  readonly conv: string;
  readonly outputs: number;
  readonly input: string;
}

/** Return the convolutions of a stage, in order. */
export function layersOf(stage: Stage, channels: BlockChannels): StageLayer[] {
  const layers = convLayers(channels);
  return layers
    .map(({ conv, outputs }, index) => ({
      conv,
      outputs,
      input: index % 2 === 1 ? `${layers[index - 1]!.conv}.relu` : inputOf({ firstBlock: index / 2 }),
    }))
    .slice(2 * stage.firstBlock, 2 * (stage.lastBlock + 1));
}
