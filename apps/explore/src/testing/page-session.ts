import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
/** An ordinary phone. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
/** The narrowest phone that the page is made for. */
export const SMALL_PHONE: BrowserContextOptions = {
  viewport: { width: 320, height: 568 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/** A page in its own context of the browser, which disposal closes. */
export interface PageSession extends AsyncDisposable {
  readonly page: Page;
  /** Errors of the page's script, and requests to other hosts. */
  readonly complaints: readonly string[];
}

/**
 * Open an address, and record what should never happen.
 * @param prepare runs before the page is opened
 */
export async function openSession(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = DESKTOP,
  prepare?: (context: BrowserContext) => Promise<void>,
): Promise<PageSession> {
  const complaints: string[] = [];
  const { host } = new URL(address);
  // The content security policy would block the script of axe, which is no part of the page.
  const context = await browser.newContext({ bypassCSP: true, ...options });
  context.on('weberror', (error) => complaints.push(`error: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'blob:' && url.host !== host) complaints.push(`request: ${request.url()}`);
  });
  await prepare?.(context);
  const page = await context.newPage();
  await page.goto(address);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

/** Return what axe finds wrong with the page as it is. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}

/** Return by how much the page is wider than the screen, CSS pixels. A phone makes the window as wide as the page. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - screen.width);
}
