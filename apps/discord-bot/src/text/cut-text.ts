const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const ELLIPSIS = '…';

/**
 * Cuts text to a length without splitting what a reader takes for one character, and marks the cut with "…".
 * @param maxLength UTF-16 units of the result
 * @param written how each grapheme is written in the result; default: as it is
 */
export function cutText(
  text: string,
  maxLength: number,
  written: (grapheme: string) => string = (grapheme) => grapheme,
): string {
  let result = '';
  let cutAt = 0;
  for (const { segment } of SEGMENTER.segment(text)) {
    result += written(segment);
    if (result.length > maxLength) return result.slice(0, cutAt).trimEnd() + ELLIPSIS;
    if (result.length <= maxLength - ELLIPSIS.length) cutAt = result.length;
  }
  return result;
}
