// A page loads its own part of the dashboard; a part that does not come is said, and asked for again.
import { expect, ready, test } from '../stack/pages.ts';
import { JUMPER, addProduct } from '../stack/products.ts';
import { fr } from '../stack/words.ts';

const PART = /\/(split|chunk)_[^/]+\.wasm$/;

test('the list loads no part but its own, and an item’s page one more', async ({ page, seller }) => {
  await addProduct(seller, JUMPER);
  const parts: string[] = [];
  page.on('request', (request) => {
    if (PART.test(request.url())) parts.push(request.url());
  });
  await page.goto('/products');
  await ready(page);
  expect(parts).toEqual([]);
  await page.getByRole('link', { name: JUMPER.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: JUMPER.title })).toBeVisible();
  expect(parts.filter((part) => part.includes('/split_'))).toHaveLength(1);
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
