import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';

const SAMPLE = new URL('./testing/sample-command.ts', import.meta.url).pathname;

/** `script` of util-linux runs a command on a terminal of its own. */
const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux') ?? false;

/**
 * Run the sample command on a terminal.
 * @param interruptAt text on which the keys Ctrl-C are pressed
 */
async function run(action: string, columns: number, interruptAt?: string) {
  const command = `stty cols ${columns} rows 50; exec '${process.execPath}' '${SAMPLE}' ${action}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Node warns if both are set, and a runner of tests sets the other.
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  let output = '';
  let isPressed = false;
  // Decoded as a stream: a character can be divided between two reads.
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (interruptAt === undefined || isPressed || !output.includes(interruptAt)) return;
    isPressed = true;
    child.stdin.write('\u0003');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lines: stripVTControlCharacters(output.replaceAll('\u001b[1G', '\r')).split(/[\r\n]+/u) };
}

describe.skipIf(!hasScript)('on a terminal', () => {
  test.each([80, 60, 40, 20])('of %i columns nothing is wider', async (columns) => {
    const [table, work] = await Promise.all([run('table', columns), run('work', columns)]);
    for (const { code, lines } of [table, work]) {
      expect(code).toBe(0);
      for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
    }
    const text = table.lines.join('\n');
    if (columns < 60) expect(text).toContain('Code: DECODE_FAILED');
    else expect(text).toContain('│ Code');
    expect(text).not.toContain('…');
    expect(work.lines.join()).toContain('100000/100000');
  });

  test('the time left is not known before the total is, and follows a total that grows', async () => {
    const { lines } = await run('grow', 80);
    const shown = lines.filter((line) => line.startsWith('Growing'));
    expect(shown[0]).toContain(' 0/0 tracks · … left');
    expect(shown.at(-1)).toContain(' 100/100 tracks · 0s left');
    expect(shown.filter((line) => line.endsWith(' 0s left'))).toHaveLength(1);
  });

  test('Ctrl-C says at once that the work under way is finished, and how to end it', async () => {
    const { code, lines } = await run('halfway', 80, 'half');
    expect(code).toBe(0);
    expect(lines).toContain('stopping, finishing what is under way (Ctrl-C again ends it at once)');
  });
});
