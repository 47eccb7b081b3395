import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/**
 * Wrap text between words to a width. Lines that fit stay as they are.
 * @param columns width in columns; wide characters (Chinese, Japanese, Korean, most emoji) take two
 * @param indent number of blanks before all lines but the first of each paragraph
 * @param hard whether words that are too long, such as paths, are broken; else they stay whole
 */
export function wrapText(text: string, columns: number, indent = 0, hard = false): string {
  return text
    .split('\n')
    .map((line) => {
      if (stringWidth(line) <= columns) return line;
      const margin = /^ */u.exec(line)![0];
      const wrapped = wrapAnsi(line.trim(), Math.max(1, columns - margin.length - indent), { hard }).split('\n');
      return wrapped.map((each, index) => margin + (index === 0 ? '' : ' '.repeat(indent)) + each).join('\n');
    })
    .join('\n');
}

/** Print text and a line break on stdout; on a terminal, wrapped to its width. @param indent as for `wrapText` */
export function print(text: string, indent = 0): void {
  write(process.stdout, text, indent);
}

/** Print text and a line break on stderr; on a terminal, wrapped to its width. @param indent as for `wrapText` */
export function printError(text: string, indent = 0): void {
  write(process.stderr, text, indent);
}

function write(stream: NodeJS.WriteStream, text: string, indent: number): void {
  stream.write(`${stream.isTTY && stream.columns > 0 ? wrapText(text, stream.columns, indent) : text}\n`);
}
