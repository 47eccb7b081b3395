import type { z } from 'zod';
import { closestWord } from '@soundalike/catalog/closest-word';

/** Complete "VARIABLE …" for an issue that the schema has no text for; the value may be a secret and is left out. */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'must be a whole number' : `must be a ${issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}${suggestion(issue)}`;
    case 'too_small':
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_format':
      return issue.format === 'url'
        ? 'must be an address that begins with http:// or https://'
        : 'has the wrong format';
    default:
      return 'is invalid';
  }
}

/** Return the question whether a mistyped value means one of the list, in parentheses; empty if none is near enough. */
function suggestion({ input, values }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidValue>): string {
  const closest = closestWord(String(input), values.map(String));
  return closest === null ? '' : ` (did you mean ${closest}?)`;
}
