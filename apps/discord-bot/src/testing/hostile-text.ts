import fc from 'fast-check';

/** Pieces that mean something to Discord, to a terminal, or to whoever measures text. */
const PIECES = [
  '@everyone', '@here', '<@123456789012345678>', '<@!123456789012345678>', '<@&123456789012345678>', '<#123456789012345678>',
  '</recommend:123456789012345678>', '<id:customize>', '<:a:123456789012345678>', '<a:b:123456789012345678>', '<t:1:R>', '[x](https://example.com)',
  'https://example.com', 'http://', 'discord.gg/abc', 'discord.com/invite/abc', '**', '*', '__', '_', '~~', '||', '`', '```', '\\', '# ', '## ', '-# ', '> ',
  '>>> ', '- ', '* ', '1. ', '\n', '\r\n', '\u2028', '\u200b', '\u200d', '\u202e', '\u2066', '\ufeff', '\u0000', '\u001b[31m', '👩‍👩‍👧‍👦', '🏳️‍🌈', '\ud800', '\udc00',
  'שלום', 'مرحبا', 'a\u0301', '\u0301'.repeat(30), 'word', ' ', '(', ')', '[', ']', '<', '>', ':', '@', '.',
];

/** Titles that somebody might put into a file's tags to do harm, and titles of any characters at all. */
export function hostileText(): fc.Arbitrary<string> {
  const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((parts) => parts.join(''));
  const long = fc.tuple(fc.constantFrom(...PIECES), fc.integer({ min: 1, max: 2000 })).map(([piece, times]) => piece.repeat(times).slice(0, 2000));
  return fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 200 }), long);
}
