/** A joiner that combines two emoji. */
const EMOJI_JOINER =
  /(?<=\p{Extended_Pictographic}[\u{fe0f}\p{Emoji_Modifier}]?)\u{200d}(?=\p{Extended_Pictographic})/u;

/** Scripts in which joiners and non-joiners between letters are part of the spelling. */
const JOINING = [
  'Arabic',
  'Bengali',
  'Devanagari',
  'Gujarati',
  'Gurmukhi',
  'Kannada',
  'Malayalam',
  'Oriya',
  'Sinhala',
  'Syriac',
  'Tamil',
  'Telugu',
]
  .map((script) => `\\p{Script_Extensions=${script}}`)
  .join('');
const LETTER_JOINER = `(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])`;
const INVISIBLE = new RegExp(
  `(?!${EMOJI_JOINER.source}|${LETTER_JOINER})` +
    `[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Default_Ignorable_Code_Point}\\u2028\\u2029\\u2800](?<!\\u{fe0f})`,
  'gu',
);

/** Unicode's white space; `\s` would also match the zero-width no-break space. */
const WHITE_SPACE = /\p{White_Space}+/gu;

/** More than four marks on one letter: no script needs them, and they cover the lines around. */
const EXCESS_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * Sanitize text from a file's tags: one line, without control, zero-width, filler and direction characters,
 * lone surrogates or excess combining marks.
 */
export function sanitizeText(text: string): string {
  return text
    .replace(WHITE_SPACE, ' ')
    .replace(INVISIBLE, '')
    .replace(EXCESS_MARKS, '$1')
    .replace(WHITE_SPACE, ' ')
    .trim();
}
