// A batch goes to its end in the seller's own browser, and the page tells it while it happens.
import { expect, test } from '../stack/browser.ts';
import { pair } from '../stack/pairing.ts';
import { ready } from '../stack/pages.ts';
import { JUMPER, addProduct } from '../stack/products.ts';
import { fr, like, say } from '../stack/words.ts';

test('five items with one click: four go online one by one, the one without a price is left out and named', async ({ page, seller, vinted, member, photos }) => {
  await pair(page);
  for (const number of [1, 2, 3, 4]) await addProduct(seller, { ...JUMPER, title: `Pull ${number}`, sku: `PULL-${number}` }, photos);
  await addProduct(seller, { ...JUMPER, title: 'Pull sans prix', sku: 'PULL-5', price: '' }, photos);
  // Half of it stays in sight for a while.
  await vinted.strike('create', { fault: 'slow', ms: 5_000 }, { after: 2 });
  await page.goto('/products');
  await ready(page);
  await page.getByRole('checkbox', { name: fr.batches.choose_page }).click();
  await page.getByRole('button', { name: `${fr.batches.publish} (5)`, exact: true }).click();
  await expect(page.getByText(say(fr.batches.ready, { count: 4 }))).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Pull sans prix' })).toContainText(fr.editor.price);
  await page.getByRole('button', { name: `${fr.batches.publish} (4)`, exact: true }).click();
  await page.getByRole('link', { name: fr.batches.follow }).click();

  const batch = page.getByRole('region', { name: fr.batches.title });
  await expect(batch).toContainText(say(fr.batches.over, { over: 2, of: 4 }), { timeout: 60_000 });
  await expect(batch).toContainText(like(fr.batches.remaining));
  await expect(batch).toContainText(say(fr.batches.over, { over: 4, of: 4 }), { timeout: 60_000 });
  const live = await vinted.live(member);
  expect(live.map(({ title }) => title).sort()).toEqual(['Pull 1', 'Pull 2', 'Pull 3', 'Pull 4']);

  await page.getByRole('main').getByRole('link', { name: 'Pull 3', exact: true }).click();
  for (const event of [fr.jobs.event_handed_over, fr.jobs.event_permitted]) await expect(page.getByText(event)).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: fr.jobs.see_it })).toBeVisible();
});
