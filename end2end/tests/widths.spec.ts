// From a small phone to a desk: nothing makes a page scroll sideways.
import { expect, test } from '../stack/pages.ts';
import { EMPTY_SHOP, PUBLIC, furnish, visit } from '../stack/tour.ts';
import type { Page } from '@playwright/test';

const WIDTHS = [360, 768, 1440];

async function fits(page: Page, path: string): Promise<void> {
  await visit(page, path);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, `${path} at ${width} px`).toBeLessThanOrEqual(width);
  }
}

test('pages for strangers', async ({ page }) => {
  for (const path of PUBLIC) await fits(page, path);
});

test('pages of a shop with difficult items', async ({ page, seller, photos }) => {
  // Every page there is, one after the other.
  test.setTimeout(240_000);
  for (const path of await furnish(seller, photos)) await fits(page, path);
});

test('pages of an empty shop', async ({ page, seller: _ }) => {
  test.setTimeout(120_000);
  for (const path of EMPTY_SHOP) await fits(page, path);
});

test.describe('in English', () => {
  test.use({ locale: 'en-GB' });

  test('pages of a shop', async ({ page, seller, photos }) => {
    test.setTimeout(240_000);
    for (const path of await furnish(seller, photos)) await fits(page, path);
  });
});
