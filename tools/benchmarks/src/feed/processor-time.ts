import { readdir, readFile } from 'node:fs/promises';

/** Ticks of a second in `/proc/PID/stat` on the supported architectures of Linux. */
const TICKS_PER_SECOND = 100;

/** Processor seconds, user and system together. */
export interface ProcessorTime {
  /** This process. */
  readonly main: number;
  /** Processes that have ended, of it or of its children: decoders. */
  readonly ended: number;
  /** Its children that run: workers. */
  readonly running: number;
}

/** Return the processor time since the start of the process; zeros where there is no `/proc`. */
export async function processorTime(): Promise<ProcessorTime> {
  const own = await statOf('self');
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/u.test(name));
  const others = await Promise.all(pids.map(statOf));
  const children = others.filter(({ parent }) => parent === process.pid);
  return {
    main: own.seconds,
    ended: children.reduce((sum, { endedSeconds }) => sum + endedSeconds, own.endedSeconds),
    running: children.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** Return the difference of two times, for each of `tracks` tracks. */
export function timeOfEach(from: ProcessorTime, to: ProcessorTime, tracks: number): ProcessorTime {
  return {
    main: (to.main - from.main) / tracks,
    ended: (to.ended - from.ended) / tracks,
    running: (to.running - from.running) / tracks,
  };
}

async function statOf(pid: string): Promise<{ parent: number; seconds: number; endedSeconds: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Fields 4, and 14 to 17, counted from 1; the name of the program before them can have spaces.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const seconds = (first: number): number => ((fields[first] ?? 0) + (fields[first + 1] ?? 0)) / TICKS_PER_SECOND;
  return { parent: fields[1] ?? 0, seconds: seconds(11), endedSeconds: seconds(13) };
}
