import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { close } from '../../../src/running/health.ts';
import {
  HOSTILE_FOLDER,
  hostileCorpus,
  shownAt,
  TOWN_FOLDER,
  townCorpus,
} from '../../fixtures/corpora.ts';
import { hostFolder, onePathOfEach, served, siteOf, writeSite } from '../sites.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  );
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [360, 768, 1280];
/** A picture that may be wider than the page is scrolled with the keyboard. */
const FOCUSABLE = 'a[href], input, button, [tabindex="0"]';
const TIMEOUT_MS = 60_000;

describe.skipIf(!existsSync(CHROMIUM))('in Debian’s Chromium', { timeout: TIMEOUT_MS }, () => {
  const [town, hostile] = [siteOf(townCorpus).site, siteOf(hostileCorpus).site];
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  const hosted = hostFolder(join(folder, 'town'));
  const kinds = [...onePathOfEach(town)];
  let browser: Browser;

  beforeAll(async () => {
    await writeSite(TOWN_FOLDER, join(folder, 'town'));
    await writeSite(HOSTILE_FOLDER, join(folder, 'hostile'));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  }, TIMEOUT_MS);

  afterAll(async () => {
    await browser.close();
    await (await hosted).close();
    rmSync(folder, { recursive: true });
  });

  const fileAt = (corpus: 'town' | 'hostile', path: string) =>
    pathToFileURL(join(folder, corpus, path, 'index.html')).href;

  /** Opens a page that says what it asked for elsewhere, and what ran or was stopped. */
  async function opened(address: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const elsewhere: string[] = [];
    const faults: string[] = [];
    await page.route('**/*', (route) => {
      const url = route.request().url();
      const isOurs =
        url.startsWith(pathToFileURL(folder).href) || url.startsWith('http://127.0.0.1:');
      if (!isOurs) elsewhere.push(url);
      return isOurs ? route.continue() : route.abort();
    });
    page.on('dialog', (dialog) => {
      faults.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('pageerror', (fault) => faults.push(fault.message));
    await page.goto(address);
    return { page, elsewhere, faults, close: () => context.close() };
  }

  const overflowOf = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

  test.each(kinds)(
    'a page of the kind %s asks nothing elsewhere and never scrolls sideways, from a folder on a disk and without JavaScript',
    async (_, path) => {
      for (const javaScriptEnabled of [true, false]) {
        const { page, elsewhere, faults, close } = await opened(fileAt('town', path), {
          javaScriptEnabled,
        });
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 800 });
          // Where scripts are off, the page itself cannot be asked.
          const box = await page.locator('main').boundingBox();
          expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(width);
          if (javaScriptEnabled) expect(await overflowOf(page)).toBeLessThanOrEqual(0);
        }
        expect(await page.locator('h1').count()).toBe(1);
        expect([elsewhere, faults]).toEqual([[], []]);
        await close();
      }
    },
  );

  test.each(['light', 'dark'] as const)(
    'no kind of page breaks a rule of axe in a %s scheme',
    async (colorScheme) => {
      const { page, close } = await opened(fileAt('town', ''), { colorScheme, bypassCSP: true });
      for (const [, path] of kinds) {
        await page.goto(fileAt('town', path));
        await page.evaluate(AXE);
        // A picture scrolls where the page is narrower, and does not where it is not.
        const isPictured = (await page.locator('.picture').count()) > 0;
        for (const width of isPictured && colorScheme === 'light' ? WIDTHS : [1280]) {
          await page.setViewportSize({ width, height: 800 });
          expect(await violationsOn(page), `${path} at ${width}`).toEqual([]);
        }
      }
      await close();
    },
  );

  test('every link is reached with the keyboard alone, the first of them skips to the text, and what has the focus shows it', async () => {
    const { page, close } = await opened(fileAt('town', ''));
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatchObject({ href: '#texte', isSeen: true, hasOutline: true });
    const count = await page.locator(FOCUSABLE).count();
    const reached = new Set<number>();
    for (let press = 0; press < count; press += 1) {
      const { place, isSeen, hasOutline } = await focused(page);
      reached.add(place);
      expect([isSeen, hasOutline]).toEqual([true, true]);
      await page.keyboard.press('Tab');
    }
    expect(reached.size).toBe(count);
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    expect(page.url()).toMatch(/#texte$/u);
    await close();
  });

  test('a permanent link lands where its passage is lit, and leads on to its place in the work', async () => {
    const path = [...town.paths()].findLast((each) => each.startsWith('p/')) ?? '';
    const { page, close } = await opened(fileAt('town', path));
    expect(await page.locator('.lit').count()).toBe(1);
    await page.getByRole('link', { name: 'Lire à sa place dans l’œuvre' }).click();
    const target = page.locator('.quotation:target');
    expect(await target.getAttribute('id')).toBe(path.split('/')[2]);
    expect(await isInView(page, ':target')).toBe(true);
    await close();
  });

  test('a map scrolls by itself on a phone, with the keyboard too, and each of its boxes leads to its passage', async () => {
    const { page, close } = await opened(fileAt('town', 'carte/'), {
      viewport: { width: 360, height: 800 },
    });
    const map = page.getByRole('region', { name: /^Carte du débat, / });
    await map.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => (document.activeElement?.scrollLeft ?? 0) > 0);
    const box = map.locator('a.node').first();
    const statement = (await box.locator('.statement').textContent()) ?? '';
    await box.click();
    const thesis = (await page.locator('.lit .thesis').textContent()) ?? '';
    expect(statement).toContain(thesis.replace(/\.$/u, ''));
    await close();
  });

  test('a map is asked for without JavaScript, and what a process shows breaks no rule of axe', async () => {
    const {
      server,
      address: root,
      open,
      drawing,
    } = await served(shownAt(townCorpus, 'https://debat.example/'));
    open();
    const asking = await opened(`${root}carte/`, { javaScriptEnabled: false });
    await asking.page.getByLabel('Sujet de la carte').fill('piétons');
    await asking.page.getByRole('button', { name: 'Dessiner la carte' }).click();
    expect(await asking.page.getByRole('status').textContent()).toMatch(
      /^Carte du débat.*piétons$/u,
    );
    const address = asking.page.url();
    await asking.close();
    const { page, close: leave } = await opened(address, { bypassCSP: true });
    await page.evaluate(AXE);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      expect(await violationsOn(page)).toEqual([]);
    }
    await leave();
    await Promise.all([close(server), drawing.close()]);
  });

  test('on paper there is no navigation, and each original has its address', async () => {
    const { page, close } = await opened(
      fileAt('town', kinds.find(([kind]) => kind === 'oeuvres/…')?.[1] ?? ''),
    );
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('header.site nav').isVisible()).toBe(false);
    const printed = await page
      .locator('a.original')
      .first()
      .evaluate((link) => getComputedStyle(link, '::after').content);
    expect(printed).toContain('http');
    expect((await page.pdf()).length).toBeGreaterThan(1000);
    await page.setViewportSize({ width: 640, height: 900 });
    await page.goto(fileAt('town', 'carte/'));
    expect((await page.locator('.map svg').boundingBox())?.width).toBeLessThanOrEqual(640);
    await close();
  });

  test.each(['a folder on a disk', 'a server'])(
    'words are found from %s, and what is found links to its page',
    async (from) => {
      const { address } = await hosted;
      const start = from === 'a server' ? `${address}recherche/` : fileAt('town', 'recherche/');
      const word = 'piétonne';
      const { page, faults, close } = await opened(start);
      await page.getByRole('searchbox').fill(word.toUpperCase());
      await page.keyboard.press('Enter');
      const first = page.locator('#resultats .quotation').first();
      await first.waitFor();
      expect((await page.locator('#resultats').textContent())?.toLowerCase()).toContain(word);
      await first.getByRole('link', { name: 'Lien permanent' }).click();
      expect(await page.locator('.lit').count()).toBe(1);
      expect(faults).toEqual([]);
      await close();
    },
  );

  test('nothing of a hostile corpus runs, widens a page or is asked for elsewhere', async () => {
    const { page, elsewhere, faults, close } = await opened(fileAt('hostile', ''), {
      viewport: { width: 360, height: 800 },
    });
    for (const path of onePathOfEach(hostile).values()) {
      await page.goto(fileAt('hostile', path));
      expect(await overflowOf(page), path).toBeLessThanOrEqual(0);
    }
    expect([elsewhere, faults]).toEqual([[], []]);
    await page.goto(`${fileAt('hostile', 'recherche/')}?q=<img src=x onerror=alert(1)>`);
    await page.locator('#resultats p').waitFor();
    // No file of the index is of words that no passage has.
    expect(faults.filter((each) => !each.includes('FILE_NOT_FOUND'))).toEqual([]);
    expect(elsewhere).toEqual([]);
    await close();
  });

  test('the policy of a page lets nothing run that somebody put into it', async () => {
    const { page, faults, close } = await opened(fileAt('town', ''));
    await page.evaluate(() => {
      const image = document.createElement('p');
      image.innerHTML = '<img src="x:" onerror="alert(1)">';
      const script = document.createElement('script');
      script.textContent = 'alert(2)';
      document.body.append(image, script);
    });
    await page.waitForFunction(() => document.images[0]?.complete);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.filter((each) => !each.includes('Content Security Policy'))).toEqual([]);
    await close();
  });
});

function violationsOn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run({ preload: false });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
}

interface Axe {
  readonly run: (options: object) => Promise<{ readonly violations: readonly Violation[] }>;
}
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What has the focus: which of all that can have it, where it leads, and whether a person sees that. */
function focused(page: Page) {
  return page.evaluate((selector) => {
    const { activeElement: element } = document;
    const all = [...document.querySelectorAll(selector)];
    if (element === null) throw new Error('nothing has the focus');
    const { top, bottom, left, width, height } = element.getBoundingClientRect();
    const isIn = bottom > 0 && top < window.innerHeight && left >= 0;
    return {
      place: all.indexOf(element),
      href: element.getAttribute('href'),
      isSeen: isIn && width > 0 && height > 0,
      hasOutline: getComputedStyle(element).outlineStyle !== 'none',
    };
  }, FOCUSABLE);
}

function isInView(page: Page, selector: string) {
  return page.locator(selector).evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    return top >= 0 && top < window.innerHeight;
  });
}
