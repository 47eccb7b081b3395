const CHORD = [1, 1.25, 1.5, 2];
const NOTES_PER_SECOND = 2;
/**
 * A small piece of broken chords that swells and fades.
 * @param root Hz
 * @param variant shifts the order of the notes, so that no two tracks are the same audio
 * @returns mono samples within ±0.6
 */
export function testTone(seconds, sampleRate, root, variant) {
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  for (let index = 0; index < samples.length; index++) {
    const time = index / sampleRate;
    const note = Math.floor(time * NOTES_PER_SECOND);
    const frequency = root * CHORD[(note * (variant + 1) + (note >> 2)) % CHORD.length];
    const decay = Math.exp(-3 * (time - note / NOTES_PER_SECOND));
    const swell =
      0.25 + 0.75 * Math.sin((Math.PI * time) / seconds) ** 2 * (0.7 + 0.3 * Math.sin(time * (1 + variant)));
    samples[index] =
      0.6 *
      swell *
      decay *
      (Math.sin(2 * Math.PI * frequency * time) * 0.8 + Math.sin(4 * Math.PI * frequency * time) * 0.2);
  }
  return samples;
}
