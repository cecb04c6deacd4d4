// What a screen reader, a keyboard and weak eyes need: no page breaks a rule of axe-core, by day or by night.
import AxeBuilder from '@axe-core/playwright';
import { answered } from '../stack/console.ts';
import { expect, test } from '../stack/pages.ts';
import { EMPTY_SHOP, PUBLIC, furnish, visit } from '../stack/tour.ts';
import type { Page } from '@playwright/test';

async function passes(page: Page, path: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await visit(page, path);
  await breaksNothing(new AxeBuilder({ page }), `${path}, light`);
  // By night the page is the same in other colours.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await breaksNothing(new AxeBuilder({ page }).withRules(['color-contrast']), `${path}, dark`);
}

async function breaksNothing(axe: AxeBuilder, where: string): Promise<void> {
  const { violations } = await axe.analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `  ${html}`).join('\n')}`);
  expect(told, where).toEqual([]);
}

test('pages for strangers', async ({ page }) => {
  for (const path of PUBLIC) await passes(page, path);
});

test('pages of a shop with items', async ({ page, seller, photos }) => {
  // Every page there is, one after the other.
  test.setTimeout(300_000);
  for (const path of await furnish(seller, photos)) await passes(page, path);
});

test('pages of an empty shop', async ({ page, seller: _ }) => {
  test.setTimeout(120_000);
  for (const path of EMPTY_SHOP) await passes(page, path);
});

test('a page that is not there', async ({ page, complaints }) => {
  complaints.expect(answered(404));
  await passes(page, '/nulle-part');
});
