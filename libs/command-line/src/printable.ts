/** Text from a file's tags or name, made safe for a terminal: no control, escape or direction characters, on one line. */
export function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
