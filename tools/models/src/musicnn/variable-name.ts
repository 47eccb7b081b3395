/** How TensorFlow names the layers of a kind in the order they are made: `conv2d`, `conv2d_1`, `conv2d_2` … */
export function variableName(kind: string, index: number): string {
  return index === 0 ? kind : `${kind}_${index}`;
}
