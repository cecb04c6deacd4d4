// A page loads its own part of the dashboard, and fetches the others while nothing happens; a part that does not come is said,
// and asked for again.
import { expect, ready, test } from '../stack/pages.ts';
import { JUMPER, addProduct } from '../stack/products.ts';
import { fr } from '../stack/words.ts';
import type { Page } from '@playwright/test';

const PART = /\/(split|chunk)_[^/]+\.wasm$/;

/** The parts this page asked for, each as often as it did: by what came over the network for it. */
const asked = (page: Page) =>
  page.evaluate(() => {
    const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return files.map(({ name, transferSize, startTime }) => ({ name, transferSize, startTime }));
  }).then((files) => files.filter(({ name }) => PART.test(name)));

test('for those who save data the list loads no part but its own, and an item’s page one more', async ({ page, seller }) => {
  await addProduct(seller, JUMPER);
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  await page.goto('/products');
  await ready(page);
  expect(await asked(page)).toEqual([]);
  await page.getByRole('link', { name: JUMPER.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: JUMPER.title })).toBeVisible();
  expect((await asked(page)).filter(({ name }) => name.includes('/split_'))).toHaveLength(1);
});

test('the other parts come once the page is alive, and going there asks the network for nothing', async ({ page, seller }) => {
  await addProduct(seller, JUMPER);
  await page.addInitScript(() => {
    const root = new MutationObserver(() => {
      if (document.documentElement?.dataset.alive !== undefined) performance.mark('alive');
    });
    root.observe(document, { attributes: true, subtree: true, attributeFilter: ['data-alive'] });
  });
  await page.goto('/products');
  await ready(page);
  const site = await page.content();
  const parts = new Set([...site.matchAll(/"(\/pkg\/[^"]+\.wasm)"/g)].map(([, path]) => path!).filter((path) => PART.test(path)));
  expect(parts.size).toBeGreaterThan(3);
  await expect.poll(async () => new Set((await asked(page)).map(({ name }) => new URL(name).pathname))).toEqual(parts);
  const alive = await page.evaluate(() => performance.getEntriesByName('alive')[0]!.startTime);
  for (const { name, startTime } of await asked(page)) expect(startTime, name).toBeGreaterThanOrEqual(alive);
  const before = (await asked(page)).length;
  await page.getByRole('link', { name: JUMPER.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: JUMPER.title })).toBeVisible();
  const again = (await asked(page)).slice(before);
  expect(again.length).toBeGreaterThan(0);
  for (const { name, transferSize } of again) expect(transferSize, name).toBe(0);
});

test('a part that does not come is said, and the page is there on the second try', async ({ page, seller, complaints }) => {
  complaints.expect(/net::ERR_FAILED|Failed to fetch/);
  await addProduct(seller, JUMPER);
  await page.goto('/products');
  await ready(page);
  await page.route(PART, (route) => route.abort());
  await page.getByRole('link', { name: JUMPER.title }).click();
  await expect(page.getByRole('alert')).toContainText(fr.errors.page_failed_title);
  await page.unroute(PART);
  await page.getByRole('link', { name: fr.errors.retry }).click();
  await expect(page.getByRole('heading', { level: 1, name: JUMPER.title })).toBeVisible();
});
