import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CNN14_CHANNELS, DEVICE_FILE, LATE, WHOLE } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { reasonOf, SoundalikeError } from '@soundalike/errors';
import { plainNetwork, stageValues } from '../cnn14/cnn14-graphs.ts';
import { encodeOnnxModel } from '../onnx/onnx-model.ts';

/**
 * Write the graph of Cnn14 for devices into the folder of the float32 model, unless it is there: 12 kB that refer to the
 * model's weights. It is written when it is needed, so that a model of an earlier version works too. Winograd's products
 * of matrices are made for processors, so it has plain convolutions, all of them, which needs the fewest copies.
 * @param channels default: the published model's
 * @throws `MODEL_WRITE_FAILED`
 */
export async function provideDeviceGraph(folder: string, channels: BlockChannels = CNN14_CHANNELS): Promise<void> {
  const path = join(folder, DEVICE_FILE);
  const bytes = deviceGraph(channels);
  if (
    await readFile(path).then(
      (present) => present.equals(bytes),
      () => false,
    )
  )
    return;
  const staging = `${path}.${randomUUID()}`;
  try {
    await writeFile(staging, bytes, { flush: true });
    await rename(staging, path);
  } catch (error) {
    await rm(staging, { force: true }).catch(() => undefined);
    throw new SoundalikeError('MODEL_WRITE_FAILED', `${path} cannot be written: ${reasonOf(error)}`, { cause: error });
  }
}

function deviceGraph(channels: BlockChannels): Uint8Array {
  const { graph, last } = plainNetwork(channels);
  const means = graph.node('ReduceMean', [last], { axes: [3], keepdims: 0 });
  const columns = graph.node('Transpose', [means], { perm: [0, 2, 1] });
  graph.node('Reshape', [columns, graph.integers(-1, channels[LATE.lastBlock]!)], {}, 'outputs');
  return encodeOnnxModel({
    ...stageValues(WHOLE, channels),
    nodes: graph.nodes,
    initializers: graph.initializers,
  });
}
