/** Decibels by which `reference` is louder than what differs from it, over the length of the shorter. */
export function signalToNoise(samples: Float32Array, reference: Float32Array): number {
  const length = Math.min(samples.length, reference.length);
  let signal = 0;
  let noise = 0;
  for (let index = 0; index < length; index++) {
    signal += reference[index]! ** 2;
    noise += (samples[index]! - reference[index]!) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}
