/** Prints a result on stdout: as JSON on one line where that was asked for, else as text. */
export function print(json: boolean | undefined, value: unknown, text: string): void {
  process.stdout.write(`${json ? JSON.stringify(value) : text}\n`);
}
