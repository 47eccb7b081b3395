/** Hz of a MIDI note number, A4 = 69 = 440 Hz, equal temperament. */
export function frequencyOf(midi: number): number {
  return 440 * 2 ** ((midi - 69) / 12);
}
