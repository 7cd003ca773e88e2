import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isToolRequired } from '@nilecare/dev-database/testing';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differenceTo } from '../../browser/compare-pictures.ts';
import { findChromium } from '../../browser/find-chromium.ts';
import { openBrowser, openPage, type Look, type OpenPage } from '../../browser/open-page.ts';
import { hostile, sample } from '../test/sample.ts';
import { measurePage, type PageMeasures } from './measure-page.ts';
import { statusPage } from './page.ts';

const chromium = await findChromium(process.env).catch(missing);
const stored = path.join(import.meta.dirname, '..', 'test', 'screenshots');

/** As wide as a diagram may be, so that the page has to keep it from widening itself. */
const diagram = '<svg class="er" width="1800" height="60"><rect width="1800" height="60" fill="teal"/></svg>';

/** Pixels from the top that a stored picture shows: each kind of thing once, and not all of each. */
const pictured = 2400;

const looks: readonly Look[] = [
  { width: 360, height: 800, scheme: 'light' },
  { width: 360, height: 800, scheme: 'dark' },
  { width: 1280, height: 800, scheme: 'light' },
  { width: 1280, height: 800, scheme: 'dark' },
];

describe.skipIf(chromium === undefined)('in a browser', { timeout: 60_000 }, () => {
  let folder: string;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'a page '));
    const file = path.join(folder, 'status.html');
    await writeFile(file, statusPage(sample, [{ service: 'auth-service', svg: diagram, tables: 7 }]));
    url = pathToFileURL(file).href;
    browser = await openBrowser(chromium!);
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe.each(looks)('of $width pixels, $scheme, the page of the status', (look) => {
    let open: OpenPage;
    let measures: PageMeasures;
    beforeAll(async () => {
      open = await openPage(browser, url, look);
      await open.page.evaluate('for (const it of document.querySelectorAll("details")) it.open = true');
      measures = await open.page.evaluate(measurePage);
    });
    afterAll(() => open.page.close());

    it('asks for nothing and complains of nothing', () => {
      expect(open.requests).toEqual([url]);
      expect(open.messages).toEqual([]);
    });

    it('is no wider than the window', () => {
      expect(measures.scrollWidth).toBe(look.width);
      expect(measures.outside).toEqual([]);
    });

    it('is laid out as it should be', () => {
      const { cards, main } = measures;
      const margin = look.width < 640 ? 16 : (look.width - 1216) / 2 + 16;
      expect(main.left).toBeCloseTo(margin, 0);
      expect(main.width).toBeCloseTo(look.width - 2 * margin, 0);
      const firstRow = cards.filter(({ top }) => top === cards[0]?.top);
      expect(firstRow).toHaveLength(look.width < 640 ? 1 : 3);
      expect(
        Math.max(...cards.map(({ width }) => width)) - Math.min(...cards.map(({ width }) => width)),
      ).toBeLessThan(1);
      expect(measures.headings.join(' ')).toBe('H1 H2 H2 H3 H3 H3 H3 H3 H3 H2 H2 H2 H2');
    });

    it('has the contrast of WCAG 2 AA, 4.5 to 1, in every text', () => {
      expect(measures.texts).toBeGreaterThan(100);
      expect(measures.faint).toEqual([]);
    });

    it('takes no name for HTML', () => {
      expect(measures.foreign).toEqual([]);
      expect(measures.text).toContain(hostile);
    });

    it.runIf(chromium?.isPinned)('looks like its stored picture', async () => {
      const picture = await open.page.screenshot({
        clip: { x: 0, y: 0, width: look.width, height: pictured },
      });
      const file = path.join(stored, `${look.width}-${look.scheme}.png`);
      expect(await differenceTo(file, picture)).toBeLessThan(0.002);
    });
  });
});

/** @throws when NILECARE_TEST_REQUIRE names chromium */
function missing(reason: unknown): undefined {
  const text = reason instanceof Error ? reason.message : String(reason);
  if (isToolRequired('chromium'))
    throw new Error(`NILECARE_TEST_REQUIRE wants chromium, which cannot be had.\n${text}`);
  process.stderr.write(`\nWARNING: tests in a browser are SKIPPED.\n${text}\n\n`);
}
