/** Sample format of a WAV file. */
export type WavFormat = 'int16' | 'float32';

const SAMPLE_BYTES = { int16: 2, float32: 4 } as const;

/**
 * Interleave the samples of all channels, little-endian; int16 is rounded and clipped.
 * @param channels of equal length, -1 to 1
 */
export function interleave(channels: readonly Float32Array[], format: WavFormat): Buffer {
  const frames = channels[0]!.length;
  const bytes = Buffer.alloc(frames * channels.length * SAMPLE_BYTES[format]);
  let position = 0;
  for (let frame = 0; frame < frames; frame++) {
    for (const samples of channels) {
      const sample = samples[frame]!;
      position =
        format === 'int16'
          ? bytes.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))), position)
          : bytes.writeFloatLE(sample, position);
    }
  }
  return bytes;
}

/** Return the bytes of a WAV file. @param channels of equal length, -1 to 1 @param sampleRate Hz */
export function wavBytes(channels: readonly Float32Array[], sampleRate: number, format: WavFormat = 'int16'): Buffer {
  const data = interleave(channels, format);
  const frameBytes = channels.length * SAMPLE_BYTES[format];
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(header.length - 8 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(format === 'int16' ? 1 : 3, 20);
  header.writeUInt16LE(channels.length, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * frameBytes, 28);
  header.writeUInt16LE(frameBytes, 32);
  header.writeUInt16LE(SAMPLE_BYTES[format] * 8, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}
