import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
/** The narrowest phone that pages are expected to fit (WCAG 2.2, reflow). */
export const NARROW_PHONE: BrowserContextOptions = {
  viewport: { width: 320, height: 568 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/** A page in a context of its own, and what it should not have done. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Warnings and errors on the console, and requests to other hosts. */
  readonly complaints: string[];
}

/** Open an address in a new context of the browser. @param initScript runs in the page before its own scripts */
export async function openPage(
  browser: Browser,
  address: URL,
  options: BrowserContextOptions,
  initScript?: () => void,
): Promise<OpenPage> {
  const context = await browser.newContext(options);
  if (initScript) await context.addInitScript(initScript);
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`error: ${error.error().message}`));
  context.on('request', (request) => {
    if (new URL(request.url()).host !== address.host) complaints.push(`request: ${request.url()}`);
  });
  const page = await context.newPage();
  await page.goto(address.href);
  return { page, context, complaints, [Symbol.asyncDispose]: () => context.close() };
}

/** Return what axe finds wrong on a page, which must have been opened with `bypassCSP`. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}
