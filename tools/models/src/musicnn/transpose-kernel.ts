/** TensorFlow's convolution kernel [height, width, in, out] as ONNX wants it, [out, in, height, width], with the chosen outputs only. */
export function transposeKernel(
  kernel: Float32Array,
  dims: readonly [number, number, number, number],
  outputs: readonly number[],
): Float32Array {
  const [height, width, inputs, allOutputs] = dims;
  const transposed = new Float32Array(outputs.length * inputs * height * width);
  let index = 0;
  for (const output of outputs) {
    for (let input = 0; input < inputs; input++) {
      for (let cell = 0; cell < height * width; cell++) {
        transposed[index++] = kernel[(cell * inputs + input) * allOutputs + output]!;
      }
    }
  }
  return transposed;
}
