// The seller's sales: what is to be sent by when, and the list to pack by.
import { answered } from '../stack/console.ts';
import { Hand, sales, sold, worn } from '../stack/hand.ts';
import { expect, ready, reloadUntil, test } from '../stack/pages.ts';
import { type Seller, send } from '../stack/people.ts';
import { JUMPER, addProduct, editor } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';
import type { Page } from '@playwright/test';

const words = fr.sales;

const main = (page: Page) => page.getByRole('main');
const rows = (page: Page) => main(page).locator('tbody').getByRole('row');
const row = (page: Page, title: string) => rows(page).filter({ hasText: title });
const tab = (page: Page, name: string) => main(page).getByRole('navigation', { name: words.filter }).getByRole('link', { name });

async function open(page: Page, path = '/sales'): Promise<void> {
  await page.goto(path);
  await ready(page);
}

test('before anything was read the page says what to do', async ({ page, seller: _ }) => {
  await page.goto('/products');
  await page.getByRole('navigation', { name: fr.frame.navigation }).getByRole('link', { name: fr.frame.sales }).click();
  await expect(main(page).getByRole('heading', { name: words.first_title })).toBeVisible();
  const button = main(page).getByRole('button', { name: words.read_now });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(new RegExp(fr.channels.unpaired.slice(0, 20)));
  await open(page, '/sales/pick-list');
  await expect(main(page).getByRole('heading', { name: words.all_sent_title })).toBeVisible();
});

test('one click reads the sales; what is urgent comes first', async ({ page, seller }) => {
  const late = sold({ title: 'Manteau en retard', paid_at: '2026-01-05T09:00:00Z' });
  const away = sold({ title: 'Robe en route', parcel: 200, standing: 'waiting' });
  const over = sold({ title: 'Jupe terminée', parcel: 400, standing: 'completed' });
  const hand = await Hand.pair(seller, [], [sold({ title: 'Pull tout neuf', buyer: 'zoé_b' }), away, over, late]);
  await open(page);
  await main(page).getByRole('button', { name: words.read_now }).click();
  await expect(page.getByText(words.read_asked)).toBeVisible();
  await reloadUntil(page, row(page, 'zoé_b'));
  await expect(rows(page).locator('.title')).toHaveText(['Manteau en retard', 'Pull tout neuf']);
  await expect(row(page, 'Manteau en retard')).toContainText(words.late);
  await expect(row(page, 'Pull tout neuf')).toContainText('Mondial Relay');
  await tab(page, words.show_under_way).click();
  await expect(rows(page).locator('.title')).toHaveText(['Robe en route']);
  await tab(page, words.show_finished).click();
  await expect(row(page, 'Jupe terminée')).toContainText(words.state_completed);
  await tab(page, words.show_all).click();
  const box = main(page).getByRole('searchbox', { name: words.search });
  await box.fill('ZOE');
  await box.press('Enter');
  await expect(page).toHaveURL(/search=ZOE/);
  await expect(rows(page)).toHaveCount(1);

  await row(page, 'Pull tout neuf').getByRole('link', { name: 'Pull tout neuf' }).click();
  await expect(main(page).getByRole('heading', { level: 1, name: 'Pull tout neuf' })).toBeVisible();
  for (const text of ['24,50 €', '1,93 €', '3,49 €', '6A1234', words.unmatched_why]) await expect(main(page)).toContainText(text);
  await expect(main(page).getByRole('link', { name: words.on_vinted })).toHaveAttribute('href', /^https:\/\/www\.vinted\.fr\/inbox\/\d+$/);
  await ready(page);
  await main(page).getByRole('button', { name: words.fetch_one }).click();
  await expect(page.getByText(words.asked_one)).toBeVisible();
  hand.leave();
});

test('the list to pack by is ticked off, and keeps its ticks', async ({ page, seller }) => {
  const hand = await Hand.pair(seller, [], [sold({ title: 'Écharpe grise' }), sold({ title: 'Bonnet vert' })]);
  await hand.readSales(seller);
  hand.leave();
  await open(page, '/sales/pick-list');
  const scarf = main(page).getByRole('listitem').filter({ hasText: 'Écharpe grise' });
  await scarf.getByRole('button', { name: words.pack }).click();
  await expect(main(page).getByText(say(words.packed_of, { done: 1, of: 2 }))).toBeVisible();
  await page.reload();
  await ready(page);
  await scarf.getByRole('button', { name: words.unpack }).click();
  await expect(main(page).getByText(say(words.packed_of, { done: 0, of: 2 }))).toBeVisible();
});

test('what is another’s, or nobody’s, is not there', async ({ page, complaints, seller }) => {
  complaints.expect(answered(404));
  expect((await sales(seller)).rows).toEqual([]);
  await page.goto('/sales/987654');
  await expect(page.getByText(fr.errors.not_found)).toBeVisible();
  expect((await seller.api.get('/sales/labels?ids=987654&paper=a4')).status()).toBe(404);
});

test('the month stands in figures, and its lines are for spreadsheets', async ({ page, seller }) => {
  const paid = sold({ title: '=HYPERLINK("x")', standing: 'completed', parcel: 400, paid_out: 2400 });
  const hand = await Hand.pair(seller, [], [sold({ title: 'Pull tout neuf' }), paid]);
  await hand.readSales(seller);
  hand.leave();
  await open(page);
  const month = main(page).locator('#month');
  await expect(month.getByRole('heading', { name: words.month_title })).toBeVisible();
  for (const text of ['49,00 €', '24,00 €', '0,50 €', words.awaited_one]) await expect(month).toContainText(text);
  await month.getByRole('button', { name: words.month_show }).click();
  await expect(page).toHaveURL(/month=\d{4}-\d{2}/);
  const href = await month.getByRole('link', { name: words.month_export }).getAttribute('href');
  const book = await seller.api.get(href!);
  expect(book.headers()['content-type']).toBe('text/csv; charset=utf-8');
  const lines = (await book.text()).trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines.find((line) => line.includes('HYPERLINK'))).toMatch(/"'=HYPERLINK\(""x""\)";.*"24,50";"0,50";"24,00"/);
  await page.goto('/channels/vinted/statistics?by=week');
  await ready(page);
  const course = main(page).getByRole('region', { name: fr.statistics.money });
  await expect(course).toContainText('49,00 €');
  await course.getByRole('link', { name: fr.statistics.by_month }).click();
  await expect(course.getByRole('link', { name: fr.statistics.by_month })).toHaveAttribute('aria-current', 'page');
});

/** An item, its listing on Vinted, and its sale. */
async function soldItem(seller: Seller): Promise<{ hand: Hand; product: number }> {
  const product = await addProduct(seller, JUMPER);
  const listing = worn({ title: JUMPER.title });
  const hand = await Hand.pair(seller, [listing]);
  await hand.sync(seller);
  await send(seller.api, '/fn/attach_listing', { listing: String(listing.vinted_id), product: String(product) });
  hand.sales = [sold({ title: JUMPER.title, vinted_id: listing.vinted_id })];
  await hand.readSales(seller);
  await expect.poll(async () => (await editor(seller, product)).status).toBe('sold');
  return { hand, product };
}

test('a sale that is called off asks whether its item is in stock again', async ({ page, seller }) => {
  const { hand, product } = await soldItem(seller);
  hand.sales = hand.sales.map((sale) => ({ ...sale, standing: 'cancelled' }));
  await hand.readSales(seller);
  hand.leave();
  await open(page);
  const asked = main(page).locator('.proposals');
  await expect(asked).toContainText(JUMPER.title);
  await asked.getByRole('link', { name: words.off_sale }).click();
  await expect(main(page).getByRole('heading', { name: words.off_title })).toBeVisible();
  await ready(page);
  await main(page).getByRole('button', { name: words.off_take_back }).click();
  await expect(page.getByText(words.taken_back)).toBeVisible();
  await expect.poll(async () => (await editor(seller, product)).status).toBe('draft');
  await open(page);
  await expect(asked).toHaveCount(0);
});

test('what a sale took off stands on a receipt, and the item can be put into stock again', async ({ page, seller }) => {
  const { hand, product } = await soldItem(seller);
  hand.leave();
  await open(page, `/products/${product}`);
  const receipt = main(page).locator('.receipt');
  for (const text of [fr.receipts.known, fr.receipts.by_vinted, fr.receipts.sold_there]) await expect(receipt).toContainText(text);
  await receipt.getByRole('link', { name: fr.receipts.bought }).click();
  await expect(page).toHaveURL(/\/sales\/\d+$/);
  await open(page, '/sales/receipts');
  await expect(rows(page).filter({ hasText: JUMPER.title })).toContainText(fr.receipts.nothing_else);
  await open(page, `/products/${product}`);
  await receipt.getByText(fr.receipts.restock, { exact: true }).click();
  await receipt.getByRole('button', { name: fr.receipts.restock_sure }).click();
  await expect.poll(async () => (await editor(seller, product)).status).toBe('draft');
});

test('an item is sold elsewhere with one click, and that is taken back with one more', async ({ page, seller, javaScriptEnabled }) => {
  const product = await addProduct(seller, JUMPER);
  await open(page, `/products/${product}`);
  await main(page).getByRole('button', { name: fr.receipts.sell }).click();
  await expect(page.getByText(fr.receipts.sold_told)).toBeVisible();
  await expect(main(page).locator('.receipt')).toContainText(fr.receipts.by_seller);
  expect((await editor(seller, product)).status).toBe('sold');
  if (!javaScriptEnabled) return;
  await page.getByRole('button', { name: fr.products.undo }).click();
  await expect.poll(async () => (await editor(seller, product)).status).toBe('draft');
});
