import { LATE } from '@soundalike/audio-core/cnn14';
import type { BlockChannels, Stage } from '@soundalike/audio-core/cnn14';
import { meanRoundingErrors } from './correct-biases.ts';
import type { ActivationMeans } from './correct-biases.ts';
import type { Int8Filters } from './int8-nodes.ts';
import type { InputCovariances } from './input-covariances.ts';
import type { LevelParameters, RelativeParameters } from './int8-graph.ts';
import { isInt8Weight, isUnrolled, passesPlanesOn, rightFactor, tapsOf, unrollBands } from './int8-weights.ts';
import { ACTIVATION_STEPS, leastScale, LEVEL_PLANES, levelWeights, withLevelPlanes } from './level-planes.ts';
import { chooseLevels, clipsByLevel } from './levels.ts';
import type { ObservedClip } from './observe-activations.ts';
import { quantiseFilters } from './quantise-filters.ts';
import type { QuantisedFilters } from './quantise-filters.ts';
import { layersOf } from './stage-layers.ts';

/**
 * Range of an activation, relative to the largest peak of any clip for its level. Values above it are clipped, so that
 * all others have finer steps.
 */
const RANGE = 0.9;

/** The same for stages that use a chunk's exact level. A level that is rounded up leaves room already. */
const RELATIVE_RANGE = 1.1;

/** Input for the quantisation of a stage. */
export interface StageCalibration {
  readonly stage: Stage;
  readonly channels: BlockChannels;
  /** Observations of music. */
  readonly clips: readonly ObservedClip[];
  /** Of the inputs of all int8 convolutions. */
  readonly covariances: InputCovariances;
  /** Observations of digital silence. */
  readonly silence: ObservedClip;
  /** Return the values of a tensor of the float model. */
  readonly floats: (name: string) => Float32Array<ArrayBuffer>;
  /** Awaited after each filter. An error that it throws ends the quantisation. */
  readonly afterFilter: () => Promise<void>;
}

/** Result of the quantisation of a stage; `values` are the weights by convolution, as in the weight file. */
export interface QuantisedStage<Parameters> {
  readonly values: ReadonlyMap<string, Int8Array<ArrayBuffer>>;
  readonly parameters: Parameters;
}

/** Quantise a stage whose graph has the blocks once for each level, with scales and biases of each. */
export async function parametersByLevel(
  { stage, channels, clips, covariances, silence, floats, afterFilter }: StageCalibration,
  { count, share }: { readonly count: number; readonly share: number },
): Promise<QuantisedStage<LevelParameters[]>> {
  const levelOf = levelAt(stage);
  const layers = layersOf(stage, channels);
  const quantised = new Map<string, QuantisedFilters>();
  for (const { conv, outputs, input } of layers.filter((layer) => isInt8Weight(`${layer.conv}.weight`))) {
    const factors = await covariances.takeFactors(input);
    quantised.set(conv, await quantiseFilters(floats(`${conv}.weight`), outputs, factors, { afterFilter }));
  }
  const levels = chooseLevels(clips.map(levelOf), levelOf(silence), count, share);
  const relative = relativeScales(clips, levelOf, RANGE);
  const parameters = clipsByLevel(clips, levelOf, levels).map((within, n) => {
    const level = levels[n]!;
    const corrected = layers.map(({ conv, input }): [string, Int8Filters] => {
      const biases = floats(`${conv}.bias`);
      const filters = quantised.get(conv);
      if (!filters) return [conv, { scales: new Float32Array(biases.length), biases }];
      const errors = meanRoundingErrors(
        floats(`${conv}.weight`),
        filters,
        within.map(({ activations }) => activations.get(input)!),
      );
      return [conv, { scales: filters.scales, biases: biases.map((bias, output) => bias - errors[output]!) }];
    });
    return {
      level,
      filters: new Map(corrected),
      activationScales: new Map([...relative].map(([name, scale]) => [name, Math.fround(scale * level)])),
    };
  });
  return { values: new Map([...quantised].map(([conv, { values }]) => [conv, values])), parameters };
}

/**
 * Quantise a stage in which all values are relative to the level, with level planes. Biases become weights on the
 * planes; the remaining biases correct the rounding of the weights.
 */
export async function relativeParameters({
  stage,
  channels,
  clips,
  covariances,
  silence,
  floats,
  afterFilter,
}: StageCalibration): Promise<QuantisedStage<RelativeParameters>> {
  const levelOf = levelAt(stage);
  const smallest = Math.min(...[...clips, silence].map(levelOf));
  const activationScales = relativeScales(clips, levelOf, RELATIVE_RANGE);
  const values = new Map<string, Int8Array<ArrayBuffer>>();
  const filters = new Map<string, Int8Filters>();
  for (const { conv, outputs, input } of layersOf(stage, channels)) {
    const weights = floats(`${conv}.weight`);
    const biases = floats(`${conv}.bias`);
    const inputScale = activationScales.get(input)!;
    const inputs = relativeMeans(clips, input, levelOf);
    const quantised = await quantiseFilters(weights, outputs, await covariances.takeFactors(input), {
      leastScale: (output) => leastScale(biases[output]!, smallest, inputScale),
      afterFilter,
    });
    const errors = meanRoundingErrors(weights, quantised, inputs);
    const onPlanes = Array.from(biases, (bias, output) =>
      levelWeights(bias, smallest, inputScale, quantised.scales[output]!),
    );
    const copies = isUnrolled(conv) ? LATE.bands : 1;
    const copied = <T>(each: ArrayLike<T>): T[] => Array.from({ length: copies }, () => Array.from(each)).flat();
    const file: QuantisedFilters = {
      values: copies > 1 ? unrollBands(quantised.values, outputs) : quantised.values,
      scales: Float32Array.from(copied(quantised.scales)),
    };
    const passes = passesPlanesOn(conv);
    const scaleRatio = passes ? activationScales.get(`${conv}.relu`)! / inputScale : null;
    const widened = withLevelPlanes(file, tapsOf(conv), copied(onPlanes), scaleRatio);
    values.set(
      conv,
      isUnrolled(conv) ? rightFactor(widened.values, widened.scales.length, tapsOf(conv)) : widened.values,
    );
    filters.set(conv, {
      scales: widened.scales,
      biases: Float32Array.from([
        ...copied(errors.map((error) => -error)),
        ...new Array<number>(passes ? LEVEL_PLANES : 0).fill(0),
      ]),
    });
  }
  return { values, parameters: { smallest, filters, activationScales } };
}

function levelAt(stage: Stage): (clip: ObservedClip) => number {
  return ({ levels }) => levels.get(stage)!;
}

/**
 * Compute the scales of all activations at level 1. A network of convolutions, ReLU and average pooling is nearly
 * homogeneous, so activations are nearly proportional to the level.
 */
function relativeScales(
  clips: readonly ObservedClip[],
  levelOf: (clip: ObservedClip) => number,
  range: number,
): Map<string, number> {
  const scaleOf = (name: string): number => {
    const peak = clips.reduce((most, clip) => Math.max(most, clip.activations.get(name)!.peak / levelOf(clip)), 0);
    return Math.fround((range * peak) / ACTIVATION_STEPS);
  };
  return new Map([...clips[0]!.activations.keys()].map((name) => [name, scaleOf(name)]));
}

/** Return the means of an activation in each clip, at level 1. */
function relativeMeans(
  clips: readonly ObservedClip[],
  name: string,
  levelOf: (clip: ObservedClip) => number,
): ActivationMeans[] {
  return clips.map((clip) => {
    const { means, bands } = clip.activations.get(name)!;
    const level = levelOf(clip);
    return { means: means.map((mean) => mean / level), bands };
  });
}
