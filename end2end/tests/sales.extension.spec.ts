// A buyer buys on the simulated site: the shipped extension reads the sale in the seller's own browser, the server gets
// the label, and the seller packs.
import { expect, test } from '../stack/browser.ts';
import { sales, standing } from '../stack/hand.ts';
import { ready } from '../stack/pages.ts';
import { pair } from '../stack/pairing.ts';
import { JUMPER, addProduct, editor, listing } from '../stack/products.ts';
import { send } from '../stack/people.ts';
import { fr, say } from '../stack/words.ts';
import type { Page } from '@playwright/test';
import type { Seller } from '../stack/people.ts';
import type { Member, Vinted } from '../stack/vinted.ts';

const words = fr.sales;

test('a sale comes in with its item, its label is printed, and the parcel is packed', async ({ page, seller, member, vinted }) => {
  await pair(page);
  const main = page.getByRole('main');
  const jumper = await addProduct(seller, JUMPER);
  const [listed] = await vinted.stock(member, [{ title: JUMPER.title, price: '24.50', brand: 'Petit Bateau', size: 'M', catalog_id: 529 }]);
  await page.goto('/channels/vinted/wardrobe');
  await ready(page);
  await main.getByRole('button', { name: fr.wardrobe.sync, exact: true }).click();
  await expect.poll(async () => (await standing(seller)).sync.completed_at, { timeout: 90_000 }).not.toBeNull();
  await page.goto('/channels/vinted/wardrobe');
  await ready(page);
  await main.getByRole('button', { name: fr.wardrobe.attach }).click();
  await expect.poll(async () => (await standing(seller)).counts.linked, { timeout: 30_000 }).toBe(1);

  await vinted.buy([listed!], 'lucie_chine');
  await page.goto('/sales');
  await ready(page);
  await main.getByRole('button', { name: words.read_now }).click();
  const sale = async () => (await sales(seller)).rows[0];
  await expect.poll(sale, { timeout: 90_000 }).toMatchObject({ title: JUMPER.title, state: 'to_ship', matched: 1, label: 'to_fetch' });
  await expect.poll(async () => (await editor(seller, jumper)).status).toBe('sold');

  const row = main.locator('tbody').getByRole('row').filter({ hasText: JUMPER.title });
  await expect(row).toContainText('lucie_chine', { timeout: 30_000 });
  await main.getByRole('button', { name: words.fetch_all }).click();
  await expect.poll(async () => (await sale())?.label, { timeout: 90_000 }).toBe('here');
  await expect(row).toContainText(words.label_here, { timeout: 30_000 });
  const link = main.getByRole('link', { name: words.print_a4 });
  const sheets = await seller.api.get((await link.getAttribute('href'))!);
  expect(sheets.headers()['content-type']).toBe('application/pdf');
  expect((await sheets.body()).subarray(0, 5).toString()).toBe('%PDF-');
  expect((await sale())?.label).toBe('printed');

  await page.goto('/sales/pick-list');
  await ready(page);
  const pick = main.getByRole('listitem').filter({ hasText: JUMPER.title });
  for (const text of [JUMPER.location!, JUMPER.sku!, 'lucie_chine']) await expect(pick).toContainText(text);
  await pick.getByRole('button', { name: words.pack }).click();
  await expect(main.getByText(say(words.packed_of, { done: 1, of: 1 }))).toBeVisible();
});

/** An item that is live on the site, put there by hand and linked. */
async function live(page: Page, seller: Seller, member: Member, vinted: Vinted) {
  await pair(page);
  const product = await addProduct(seller, JUMPER);
  const [listed] = await vinted.stock(member, [{ title: JUMPER.title, price: '24.50', brand: 'Petit Bateau', size: 'M', catalog_id: 529 }]);
  await send(seller.api, '/fn/sync_wardrobe', {});
  await expect.poll(async () => (await standing(seller)).sync.completed_at, { timeout: 90_000 }).not.toBeNull();
  await send(seller.api, '/fn/attach_listing', { listing: String(listed!.id), product: String(product) });
  await expect.poll(async () => (await listing(seller, product))?.state).toBe('live');
  return { product, listed: listed! };
}

test('sold elsewhere, the listing is gone from the site, and the receipt says how long that took', async ({ page, seller, member, vinted }) => {
  const { product } = await live(page, seller, member, vinted);
  await page.goto(`/products/${product}`);
  await ready(page);
  const main = page.getByRole('main');
  await main.getByRole('button', { name: fr.receipts.sell }).click();
  await expect(page.getByText(fr.receipts.sold_and_leaving)).toBeVisible();
  await expect.poll(async () => (await vinted.live(member)).length, { timeout: 90_000 }).toBe(0);
  await expect.poll(async () => (await listing(seller, product))?.state, { timeout: 30_000 }).toBe('removed');
  await page.goto(`/products/${product}`);
  const receipt = main.locator('.receipt');
  for (const text of [fr.receipts.by_seller, fr.receipts.is_gone, fr.receipts.asked, fr.receipts.gone_at]) await expect(receipt).toContainText(text);
  await page.goto('/sales/receipts');
  await expect(main.getByText(fr.receipts.half)).toBeVisible();
  await expect(main.locator('tbody')).toContainText(JUMPER.title);
});

for (const how of ['no_content', 'not_found', 'refused'] as const) {
  test(`a removal that meets a sold listing sells the item: ${how}`, async ({ page, seller, member, vinted }) => {
    const { product, listed } = await live(page, seller, member, vinted);
    await vinted.buy([listed], 'lucie_chine');
    await vinted.onSoldRemoval(how);
    const { readiness } = (await editor(seller, product)) as unknown as { readiness: { listing: { id: number } }[] };
    await send(seller.api, '/fn/withdraw_listing', { listing: String(readiness[0]!.listing.id), product: String(product) });
    await expect.poll(async () => (await listing(seller, product))?.state, { timeout: 90_000 }).not.toBe('removing');
    await send(seller.api, '/fn/read_sales_now', {});
    await expect.poll(async () => (await editor(seller, product)).status, { timeout: 90_000 }).toBe('sold');
    expect((await listing(seller, product))?.state).toBe('sold');
  });
}
