import type { CDPSession, Page } from 'playwright-core';
import { print } from '@soundalike/command-line';
import { SoundalikeError } from '@soundalike/errors';
import { findChromium, launchBrowser } from '../testing/launch-browser.ts';
import { exploreTestLibrary } from '../testing/test-library.ts';
import { storeInventedMap } from './invented-map.ts';
import { writeLargeLibrary } from './large-library.ts';

/**
 * Measures the frames of the map in headless Chromium while it is dragged and zoomed, for one drawn size:
 * `npx node apps/explore/src/benchmarks/map-frames.ts [points] [pixel ratio]`. The layout is invented; everything else is
 * the real page of the real server.
 */
const FRAMES = 240;
const [count = 100_000, ratio = 1] = process.argv.slice(2).map(Number);

const chromium = findChromium();
if (chromium === null)
  throw new SoundalikeError('CONFIG_INVALID', 'no Chromium on PATH; install it to measure the map');
await using library = await writeLargeLibrary(count, 8);
await storeInventedMap(library);
await using server = await exploreTestLibrary(library);
const browser = await launchBrowser(chromium);
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: ratio });
  const page = await context.newPage();
  const start = performance.now();
  await page.goto(server.url);
  await page.locator('.map-canvas').waitFor();
  const first = performance.now() - start;
  await page.waitForFunction(
    (all) => document.querySelector<HTMLElement>('.map-canvas')!.dataset['loaded'] === all,
    String(count),
  );
  const whole = performance.now() - start;
  // The tracks are checked and coloured in the background.
  await page.waitForFunction(async () => {
    const head = (await (await fetch('/api/v1/map')).json()) as { updating?: boolean };
    return head.updating === false;
  });
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const size = await page.locator('.map-canvas').boundingBox();
  print(
    `${count} points, ${size?.width}×${size?.height} CSS pixels, pixel ratio ${ratio}, Chromium ${browser.version()}`,
  );
  print(`first points after ${first.toFixed(0)} ms, all after ${whole.toFixed(0)} ms`);
  const heaps = [];
  for (const gesture of ['drag', 'zoom', 'drag', 'zoom', 'drag', 'zoom'] as const) {
    const { median, p95, fps, script, paintedMedian } = await measure(page, session, gesture);
    heaps.push(await heapMegabytes(session));
    print(
      `${gesture}: ${fps.toFixed(1)} frames/s, median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ` +
        `script ${script.toFixed(1)} ms a frame, ${paintedMedian} points painted in the median frame`,
    );
  }
  print(`JavaScript heap after each gesture: ${heaps.map((heap) => heap.toFixed(1)).join(', ')} MB`);
} finally {
  await browser.close();
}

/** Send one event for each frame, and measure the time between frames and the script's share of it. */
async function measure(page: Page, session: CDPSession, gesture: 'drag' | 'zoom') {
  const before = await scriptSeconds(session);
  const { times, painted } = await page.evaluate(
    ([kind, frames]) =>
      new Promise<{ times: number[]; painted: number[] }>((done) => {
        const canvas = document.querySelector<HTMLCanvasElement>('.map-canvas')!;
        const { left, top, width, height } = canvas.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + height / 2];
        const times: number[] = [];
        const painted: number[] = [];
        let frame = 0;
        const mouse = (type: string, dx: number, target: EventTarget): void => {
          const at = { clientX: x + dx, clientY: y + dx / 3, bubbles: true, view: window, buttons: 1 };
          target.dispatchEvent(new MouseEvent(type, at));
        };
        if (kind === 'drag') mouse('mousedown', 0, canvas);
        const step = (now: number): void => {
          times.push(now);
          painted.push(Number(canvas.dataset['painted']));
          frame++;
          if (frame > frames) {
            if (kind === 'drag') mouse('mouseup', 0, window);
            done({ times, painted });
            return;
          }
          if (kind === 'drag') mouse('mousemove', 200 * Math.sin((frame / frames) * 4 * Math.PI), window);
          else {
            const deltaY = frame <= frames / 2 ? -12 : 12;
            canvas.dispatchEvent(
              new WheelEvent('wheel', { deltaY, clientX: x, clientY: y, bubbles: true, cancelable: true }),
            );
          }
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    [gesture, FRAMES] as const,
  );
  const script = ((await scriptSeconds(session)) - before) / FRAMES;
  const intervals = times.slice(1).map((time, n) => time - times[n]!);
  const sorted = intervals.sort((a, b) => a - b);
  const fps = 1_000 / (sorted.reduce((sum, each) => sum + each, 0) / sorted.length);
  return {
    fps,
    median: sorted[sorted.length >> 1]!,
    p95: sorted[Math.floor(sorted.length * 0.95)]!,
    script: script * 1_000,
    paintedMedian: painted.sort((a, b) => a - b)[painted.length >> 1]!,
  };
}

async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
}

async function heapMegabytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1e6;
}
