/** A text as Discord interprets it. */
export interface ParsedMarkdown {
  /** Every construct that is not plain text, in order, for example `bold`, `mention`, `link`. */
  readonly constructs: readonly string[];
  /** The text as it is read, without escapes and markers. */
  readonly text: string;
}

interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
  /** Only at the start of a line. */
  readonly atLineStart?: boolean;
  /** Group that contains nested markdown. */
  readonly inner?: number;
}

/**
 * Discord's markdown rules in the order in which they are tried: an independent implementation, to check the texts
 * of an application.
 * An escape is a backslash before any character that is no letter, digit or white space.
 */
const RULES: readonly Rule[] = [
  { name: 'code block', pattern: /```[\s\S]+?```/uy },
  { name: 'code', pattern: /(`+)(?=[^`])[\s\S]*?[^`]\1(?!`)/uy },
  { name: 'heading', pattern: /#{1,3} +(?=\S)/uy, atLineStart: true },
  { name: 'subtext', pattern: /-# +(?=\S)/uy, atLineStart: true },
  { name: 'quote', pattern: /(?:>>>|>) /uy, atLineStart: true },
  { name: 'list', pattern: / *(?:[-*]|\d{1,9}\.) +(?=\S)/uy, atLineStart: true },
  { name: 'mention', pattern: /<(?:@[!&]?|#)\d+>|<\/[^>\n]+:\d+>|<id:\w+>|@(?:everyone|here)/uy },
  { name: 'emoji', pattern: /<a?:\w+:\d+>/uy },
  { name: 'timestamp', pattern: /<t:-?\d+(?::[a-zA-Z])?>/uy },
  { name: 'masked link', pattern: /\[[^\]\n]*\]\(<?(?:https?|discord):\/\/[^\s)]+\)/uy },
  { name: 'link', pattern: /<?(?:https?|steam|discord):\/\/[^\s<]+/iuy },
  { name: 'link', pattern: /<(?:[^\s@>]+@[^\s>]+|\+\d+|(?:mailto|tel|sms):[^\s>]+)>/uy },
  { name: 'invite', pattern: /discord(?:\.gg|(?:app)?\.com\/invite)\/\w+/iuy },
  { name: 'bold', pattern: /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/uy, inner: 1 },
  { name: 'underline', pattern: /__((?:\\[\s\S]|[^\\])+?)__(?!_)/uy, inner: 1 },
  { name: 'italic', pattern: /\*(?=\S)((?:\\[\s\S]|\*\*|[^\\*])+?)\*(?!\*)/uy, inner: 1 },
  { name: 'italic', pattern: /_((?:\\[\s\S]|__|[^\\_])+?)_(?!\w)/uy, inner: 1 },
  { name: 'strike', pattern: /~~((?:\\[\s\S]|[^\\])+?)~~/uy, inner: 1 },
  { name: 'spoiler', pattern: /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/uy, inner: 1 },
];

const ESCAPE = /\\[^0-9A-Za-z\s]/uy;

/**
 * Parse a text as Discord does.
 * A mention counts even after an escape, because the server looks for mentions without parsing escapes.
 */
export function parseMarkdown(text: string): ParsedMarkdown {
  const constructs = [...text.matchAll(/\\@(?:everyone|here)/gu)].map(() => 'mention');
  let read = '';
  for (let at = 0; at < text.length;) {
    const atLineStart = at === 0 || text[at - 1] === '\n';
    const escaped = matchAt(ESCAPE, text, at);
    const hit = escaped ? null : firstRule(text, at, atLineStart);
    if (escaped) {
      read += escaped[0].slice(1);
      at += escaped[0].length;
    } else if (hit) {
      const inner = parseMarkdown(hit.rule.inner === undefined ? '' : (hit.match[hit.rule.inner] ?? ''));
      constructs.push(hit.rule.name, ...inner.constructs);
      read += hit.rule.inner === undefined ? '' : inner.text;
      at += hit.match[0].length;
    } else {
      read += text.charAt(at);
      at++;
    }
  }
  return { constructs, text: read };
}

function firstRule(
  text: string,
  at: number,
  atLineStart: boolean,
): { readonly rule: Rule; readonly match: RegExpExecArray } | null {
  for (const rule of RULES) {
    if (rule.atLineStart && !atLineStart) continue;
    const match = matchAt(rule.pattern, text, at);
    if (match) return { rule, match };
  }
  return null;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
