import { launch, type Browser, type Page } from 'puppeteer-core';
import type { Chromium } from './find-chromium.ts';

/** How a page is looked at. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
}

/** A page that is open, and what it did meanwhile. */
export interface OpenPage {
  readonly page: Page;
  /** Addresses that were asked for, its own among them. */
  readonly requests: readonly string[];
  /** What was written to its console, and errors that nobody caught. */
  readonly messages: readonly string[];
}

/** Starts a browser without windows; `close` is the caller's duty. It ends with this process, because it hangs on a pipe. */
export function openBrowser({ program, environment, isPinned }: Chromium): Promise<Browser> {
  return launch({
    executablePath: program,
    headless: isPinned ? 'shell' : true,
    pipe: true,
    env: { ...process.env, ...environment },
    // Root has no sandbox, and what is looked at is our own.
    args: ['--no-sandbox', '--font-render-hinting=none', '--hide-scrollbars', '--force-color-profile=srgb'],
  });
}

/** Opens an address in a tab of its own; closing that is the caller's duty. */
export async function openPage(browser: Browser, url: string, look: Look): Promise<OpenPage> {
  const page = await browser.newPage();
  const [requests, messages]: [string[], string[]] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(String(error)));
  await page.setViewport({ width: look.width, height: look.height });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: look.scheme }]);
  await page.goto(url);
  return { page, requests, messages };
}
