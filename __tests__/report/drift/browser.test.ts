/** The page of a drift in a real browser: at desktop and phone width, with few and many tags, light, dark and on paper. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { renderHtml } from '../../../src/report/html.ts';
import { type DriftReportOptions, driftReport } from '../../fakes/drift-report.ts';
import { HOSTILE } from '../../fakes/runner-commands.ts';
import { type Page, type Screen, startChromium } from '../../servers/chromium.ts';
import { temporaryDirectory } from '../../servers/processes.ts';
import { describeReal } from '../../servers/tools.ts';

const DESKTOP: Screen = { width: 1280, height: 900 };
const PHONE: Screen = { width: 390, height: 844, isPhone: true };
const SCREENS = [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const;

/** Tags that differ first. */
const README_NAMES = [
  'docker.io/library/redis:7.4',
  'docker.io/library/haproxy:3.2',
  'quay.io/prometheus/node-exporter:v1.9.1',
  'ghcr.io/acme/app:stable',
  'docker.io/library/nginx:1.29',
  'registry.k8s.io/pause:3.10',
];

function readmeName(index: number): string {
  return README_NAMES[index] ?? `ghcr.io/acme/service-${index}:stable`;
}

describeReal('the drift page in Chromium', ['chromium'], () => {
  let page: Page;
  let directory: string;

  beforeAll(async () => {
    directory = temporaryDirectory('pages');
    page = await startChromium();
  });

  /** Opens the page of a made-up report; `MIRROR_TEST_SCREENSHOTS=DIR` keeps pictures to look at. */
  async function open(
    name: string,
    options: DriftReportOptions,
    screen: Screen,
    fragment = '',
  ): Promise<void> {
    const file = join(directory, `${name}.html`);
    writeFileSync(file, renderHtml(driftReport(options)));
    await page.open(`${pathToFileURL(file)}${fragment}`, screen);
    const pictures = process.env.MIRROR_TEST_SCREENSHOTS;
    if (pictures === undefined) return;
    mkdirSync(pictures, { recursive: true });
    writeFileSync(join(pictures, `${name}.png`), await page.screenshot());
  }

  const visible = () =>
    page.evaluate<number>(
      `[...document.querySelectorAll('.matrix tbody')].filter((one) => one.checkVisibility()).length`,
    );
  const checked = () => page.evaluate<string>(`document.querySelector('[name=show]:checked').id`);

  describe.each(SCREENS)('on a %s', (screenName, screen) => {
    test.each([
      [5, 5],
      [2_000, 400],
    ])('%i tags: header and first column stay, nothing is wider than the screen', async (tags, differing) => {
      await open(`${screenName}-${tags}`, { tags, differing }, screen);
      expect(await visible()).toBe(differing);
      const overflow = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;
      expect(await page.evaluate<number>(overflow)).toBeLessThanOrEqual(0);
      const offsets = await page.evaluate<Readonly<Record<string, number>>>(`(() => {
        const box = document.querySelector('.matrix');
        box.scrollTo(200, 300);
        const at = box.getBoundingClientRect();
        const of = (selector) => document.querySelector(selector).getBoundingClientRect();
        const row = [...document.querySelectorAll('.matrix tbody')].find((one) => one.getBoundingClientRect().bottom > at.top + 60);
        return { scrolled: box.scrollTop, over: box.scrollHeight - box.clientHeight, head: of('.matrix thead th').top - at.top, column: row.querySelector('th').getBoundingClientRect().left - at.left,
          words: row.querySelector('.words > div').getBoundingClientRect().right - at.right };
      })()`);
      // a few tags fit a desktop as they are
      expect(offsets.scrolled).toBe(Math.min(300, offsets.over ?? 0));
      if (tags > 5) expect(offsets.scrolled).toBe(300);
      expect(Math.abs(offsets.head ?? 99)).toBeLessThanOrEqual(1);
      expect(Math.abs(offsets.column ?? 99)).toBeLessThanOrEqual(1);
      expect(offsets.words).toBeLessThanOrEqual(0);
      expect(page.complaints()).toEqual([]);
    });
  });

  test('a small estate, as in the README', async () => {
    await open('readme', { tags: 48, differing: 6, name: readmeName }, { width: 1280, height: 900 });
    expect(await visible()).toBe(6);
    expect(page.complaints()).toEqual([]);
  });

  test('filters are worked by keyboard, and show as many rows as they say', async () => {
    await open('filters', { tags: 60, differing: 30 }, DESKTOP);
    await page.evaluate(`document.querySelector('#show-all').focus()`);
    const seen: string[] = [];
    for (let press = 0; press < 4; press += 1) {
      await page.press('ArrowRight');
      const id = await checked();
      const said = await page.evaluate<string>(
        `document.querySelector('#${id}').parentElement.querySelector('.count').textContent`,
      );
      expect(await visible()).toBe(Number(said));
      seen.push(id);
    }
    expect(seen).toEqual(['show-needs', 'show-new', 'show-m0', 'show-m1']);
    expect(await visible()).toBeLessThan(30);
  });

  test('a click on a digest selects all of it, for copying', async () => {
    await open('copy', { tags: 5, differing: 5 }, DESKTOP);
    const at = await page.evaluate<{
      readonly x: number;
      readonly y: number;
      readonly full: string;
    }>(`(() => {
      const code = document.querySelector('.matrix code.digest');
      code.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = code.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2, full: code.title };
    })()`);
    await page.click(at.x, at.y);
    expect(at.full).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await page.evaluate<string>('getSelection().toString()')).toBe(at.full);
  });

  test('each tag has an anchor, and opening it shows the tag', async () => {
    await open('anchor', { tags: 400, differing: 300 }, DESKTOP, '#tag-docker.io-library-redis-7.280');
    const [name, top, bottom] = await page.evaluate<[string, number, number]>(`(() => {
      const { top, bottom } = document.querySelector('tbody:target').getBoundingClientRect();
      return [document.querySelector('tbody:target a').textContent, top, bottom];
    })()`);
    expect(name).toBe('docker.io/library/redis:7.280');
    expect([top >= 0, bottom <= DESKTOP.height]).toEqual([true, true]);
  });

  test('hostile names are text: nothing runs, nothing is loaded, nothing is refused', async () => {
    await open(
      'hostile',
      { tags: HOSTILE.length, differing: HOSTILE.length, name: (index) => HOSTILE[index] ?? '' },
      PHONE,
    );
    expect(await visible()).toBe(HOSTILE.length);
    expect(
      await page.evaluate<number>(
        `document.querySelectorAll('script, img, iframe, object, link, form, [onerror]').length`,
      ),
    ).toBe(0);
    expect(await page.evaluate<number>(`performance.getEntriesByType('resource').length`)).toBe(0);
    expect(await page.evaluate<boolean>(`document.documentElement.scrollWidth <= innerWidth`)).toBe(true);
    expect(page.complaints()).toEqual([]);
  });

  test('a screen reader is told of the table, its headers, and the filters', async () => {
    await open('reader', { tags: 5, differing: 5 }, DESKTOP);
    const nodes = await page.accessibility();
    const named = (role: string) => nodes.filter((node) => node.role === role).map(({ name }) => name);
    expect(named('radio')).toEqual(expect.arrayContaining(['all 5', 'needs you 3', 'us 3']));
    expect(named('group')).toContain('Show');
    expect(named('region')).toContain('5 tags differ');
    expect(named('columnheader')).toEqual(
      expect.arrayContaining(['tag', 'source', 'lock', 'eu', 'us', 'asia', 'vault']),
    );
    expect(named('rowheader').join()).toContain('docker.io/library/redis:7.0');
    expect(nodes.some(({ name }) => name.includes('rollback'))).toBe(true);
  });

  test.each([false, true])('can be read: contrast of all text (dark: %s)', async (isDark) => {
    await open(isDark ? 'dark' : 'light', { tags: 40, differing: 7 }, { ...DESKTOP, isDark });
    expect(await page.evaluate<readonly string[]>(LOW_CONTRAST)).toEqual([]);
  });

  test('on paper there are all rows, without scrolling and filters', async () => {
    await open('paper', { tags: 40, differing: 30 }, DESKTOP);
    await page.emulateMedia('print');
    const [scrolls, filters] = await page.evaluate<[boolean, boolean]>(`(() => {
      const box = document.querySelector('.matrix');
      return [box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY !== 'visible', document.querySelector('.filters').checkVisibility()];
    })()`);
    expect([scrolls, filters]).toEqual([false, false]);
    expect(await visible()).toBe(30);
  });
});

/** Texts whose contrast with the nearest background is below 4.5 (WCAG 2, AA); what is disabled does not count. */
const LOW_CONTRAST = `(() => {
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255).map((one) => one <= .03928 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
    .reduce((sum, one, index) => sum + one * [.2126, .7152, .0722][index], 0);
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const background = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const low = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !element.checkVisibility() || element.closest('label:has(:disabled), .aside')) continue;
    const [one, other] = [light(parts(getComputedStyle(element).color)), light(background(element))].sort((a, b) => b - a);
    if ((one + .05) / (other + .05) < 4.5) low.add(element.className + ' ' + node.textContent.slice(0, 30));
  }
  return [...low];
})()`;
