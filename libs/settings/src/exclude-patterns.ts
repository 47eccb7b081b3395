import { z } from 'zod';

/** Patterns as in `.gitignore`, with semicolons or line breaks between them; invalid ones would silently match nothing. */
export const excludePatterns = z
  .string()
  .default('')
  .transform((text, context) => {
    const patterns = text
      .split(/[;\r\n]/u)
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern !== '');
    for (const message of new Set(patterns.map(problemOf))) {
      if (message !== null) context.addIssue({ code: 'custom', message });
    }
    return patterns;
  });

function problemOf(pattern: string): string | null {
  const path = pattern.replace(/^!/u, '');
  if (/^\/*$/u.test(path)) return 'must not have an empty pattern';
  if (/\{[^}]*(,|\.\.)[^}]*\}/u.test(path)) return 'must not have braces; write one pattern for each alternative';
  if (/(^|\/)\.{1,2}(\/|$)/u.test(path)) return 'must not have . or .. as the name of a folder';
  if (/\\([\p{L}\p{N}]|$)/u.test(path))
    return 'must have / between folders; a backslash takes the next character literally';
  return /\[(?![^\]]*\])/u.test(path) ? 'must have a ] after each [' : null;
}
