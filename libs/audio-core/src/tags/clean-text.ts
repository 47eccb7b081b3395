/** Longest text kept of one tag, in UTF-16 units: far above any real title, and no file can fill the store with one. */
const MAX_LENGTH = 1000;

/** A tag's text on one line: control characters and runs of white space become one space; null when nothing is left. */
export function cleanText(text: string | undefined | null): string | null {
  const clean = (text ?? '')
    .slice(0, MAX_LENGTH)
    .toWellFormed()
    .replace(/[\p{Cc}\s\u{FEFF}]+/gu, ' ')
    .trim();
  return clean === '' ? null : clean;
}
