/** Root mean square over all channels. */
export function rootMeanSquare(channels: readonly Float32Array[]): number {
  let sum = 0;
  let count = 0;
  for (const channel of channels) {
    for (let i = 0; i < channel.length; i++) sum += channel[i]! ** 2;
    count += channel.length;
  }
  return Math.sqrt(sum / count);
}
