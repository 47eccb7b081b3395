import { cleanText } from './clean-text.ts';
import { cutText } from './cut-text.ts';

/** Text from a file's tags for a place where Discord reads no markup, such as a suggestion. */
export function plainLabel(text: string, maxLength: number): string {
  return cutText(cleanText(text), maxLength);
}
