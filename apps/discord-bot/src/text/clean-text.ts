/** A joiner between two emoji, which makes one of them. */
const EMOJI_JOINER =
  /(?<=\p{Extended_Pictographic}[\u{fe0f}\p{Emoji_Modifier}]?)\u{200d}(?=\p{Extended_Pictographic})/u;

/** Scripts in which joiners and non-joiners between letters are spelling. */
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
  `(?!${EMOJI_JOINER.source}|${LETTER_JOINER})[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Default_Ignorable_Code_Point}\\u2028\\u2029\\u2800](?<!\\u{fe0f})`,
  'gu',
);

/** As Unicode has it: "\s" also takes the zero-width no-break space. */
const WHITE_SPACE = /\p{White_Space}+/gu;

/** Marks that may pile up on one letter: real scripts need no more, and more of them smear over the lines around. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * Text from a file's tags, made plain: on one line, without control, zero-width, filler and direction characters,
 * lone surrogates or piles of combining marks.
 */
export function cleanText(text: string): string {
  return text
    .replace(WHITE_SPACE, ' ')
    .replace(INVISIBLE, '')
    .replace(PILED_MARKS, '$1')
    .replace(WHITE_SPACE, ' ')
    .trim();
}
