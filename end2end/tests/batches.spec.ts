// Many items with one click: chosen in the list, shown before it is done, followed as one.
import { expect, ready, reloadUntil, submit, test } from '../stack/pages.ts';
import { JUMPER, addProduct, editor, listing } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';
import type { Page } from '@playwright/test';

const GREEN = { ...JUMPER, title: 'Robe verte', sku: 'ROBE-1' };
const PRICELESS = { ...JUMPER, title: 'Veste sans prix', sku: 'VESTE-1', price: '' };

const bar = (page: Page) => page.getByRole('form', { name: fr.batches.bar });

/** With scripts the button counts what is chosen; “Publier” is also the end of “Republier”. */
const act = (page: Page, name: string) => bar(page).getByRole('button', { name: new RegExp(`^${name}`) });

async function choose(page: Page, ...titles: string[]): Promise<void> {
  await ready(page);
  for (const title of titles) await page.getByRole('checkbox', { name: say(fr.batches.choose, { title }) }).check();
}

test('items are published together; one that lacks its price is left out and named', async ({ page, seller, photos, javaScriptEnabled }) => {
  const products = [];
  for (const item of [JUMPER, GREEN, PRICELESS]) products.push(await addProduct(seller, item, photos));
  await page.goto('/products?status=draft');
  await expect(bar(page)).toBeHidden();
  await choose(page, JUMPER.title, GREEN.title, PRICELESS.title);
  await act(page, fr.batches.publish).click();

  await expect(page.getByRole('heading', { level: 1, name: fr.batches.publish_question })).toBeVisible();
  await expect(page.getByText(say(fr.batches.ready, { count: 2 }))).toBeVisible();
  const left = page.getByRole('listitem').filter({ hasText: PRICELESS.title });
  await expect(left).toContainText(say(fr.batches.why_not_ready, { names: fr.editor.price }));
  expect(await listing(seller, products[0]!), 'nothing is done yet').toBeNull();
  await ready(page);
  await page.getByRole('button', { name: `${fr.batches.publish} (2)`, exact: true }).click();

  if (javaScriptEnabled) {
    await expect(page).toHaveURL(/\/products\?status=draft$/);
    await page.getByRole('link', { name: fr.batches.follow }).click();
  }
  await expect(page).toHaveURL(/\/jobs\?batch=\d+$/);
  const batch = page.getByRole('region', { name: fr.batches.title });
  await expect(batch.getByRole('progressbar')).toHaveAttribute('max', '2');
  await expect(batch).toContainText(say(fr.batches.over, { over: 0, of: 2 }));
  await ready(page);
  await batch.getByText(fr.batches.cancel, { exact: true }).click();
  await submit(page, batch.getByRole('button', { name: fr.batches.cancel_sure }));
  await reloadUntil(page, batch.getByText(say(fr.batches.cancelled, { count: 2 })));
  for (const product of products) expect(await listing(seller, product)).toBeNull();
});

test('items are put away together, and come back', async ({ page, seller, javaScriptEnabled }) => {
  for (const title of ['Un', 'Deux', 'Trois']) await addProduct(seller, { title });
  await page.goto('/products');
  await choose(page, 'Un', 'Trois');
  await act(page, fr.batches.archive).click();
  await expect(page.getByText(say(fr.batches.ready, { count: 2 }))).toBeVisible();
  await ready(page);
  await page.getByRole('button', { name: `${fr.batches.archive} (2)`, exact: true }).click();
  await expect(page.getByText(say(fr.batches.archived, { items: say(fr.batches.items, { count: 2 }) })).first()).toBeVisible();
  if (javaScriptEnabled) await expect(page.locator('tbody').getByRole('row')).toHaveCount(1);
  await page.getByRole('button', { name: javaScriptEnabled ? fr.products.undo : fr.batches.undo, exact: true }).click();
  await expect(page.getByText(say(fr.batches.undone, { items: say(fr.batches.items, { count: 2 }) }))).toBeVisible();
  await page.goto('/products');
  await expect(page.locator('tbody').getByRole('row')).toHaveCount(3);
});

test('prices go down together as it was shown, and come back', async ({ page, seller, javaScriptEnabled }) => {
  const first = await addProduct(seller, { title: 'Un', price: '20' });
  await addProduct(seller, { title: 'Deux', price: '10', minimum: '9,50' });
  await addProduct(seller, { title: 'Trois', price: '30' });
  const price = async () => (await editor(seller, first)).form.price;
  await page.goto('/products?search=u');
  await choose(page, 'Un', 'Deux');
  await bar(page).getByText(fr.batches.change, { exact: true }).click();
  await bar(page).getByRole('button', { name: fr.batches.price, exact: true }).click();

  await expect(page.getByRole('heading', { level: 1, name: fr.batches.price_question })).toBeVisible();
  await ready(page);
  await page.getByLabel(fr.batches.amount, { exact: true }).fill('dix');
  await page.getByRole('button', { name: fr.batches.preview }).click();
  await expect(page.getByText(fr.errors.field_not_a_number)).toBeVisible();
  await page.getByLabel(fr.batches.amount, { exact: true }).fill('10');
  await page.getByLabel(fr.batches.ending, { exact: true }).selectOption('ninety');
  await page.getByRole('button', { name: fr.batches.preview }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Un' })).toContainText('17,90');
  await expect(page.getByRole('listitem').filter({ hasText: 'Deux' })).toContainText('9,50');
  expect(await price(), 'nothing is done yet').toBe('20.00');
  await ready(page);
  await page.getByRole('button', { name: `${fr.batches.price} (1)`, exact: true }).click();

  await expect(page.getByText(say(fr.batches.price_done, { items: say(fr.batches.one_item, { count: 1 }) })).first()).toBeVisible();
  expect(await price()).toBe('17.90');
  if (javaScriptEnabled) await expect(page).toHaveURL(/\/products\?search=u$/);
  else await expect(page).toHaveURL(/\/products\/changes\/\d+$/);
  await page.getByRole('button', { name: javaScriptEnabled ? fr.products.undo : fr.batches.undo, exact: true }).click();
  await expect(page.getByText(say(fr.batches.undone, { items: say(fr.batches.one_item, { count: 1 }) }))).toBeVisible();
  expect(await price()).toBe('20.00');
});

test('all that the list finds is chosen, beyond its page', async ({ page, seller }) => {
  for (let number = 1; number <= 51; number++) await addProduct(seller, { title: `Lot ${number}` });
  await addProduct(seller, { title: 'Autre' });
  await page.goto('/products?search=lot');
  await ready(page);
  await page.getByLabel(say(fr.batches.choose_all, { count: 51 })).check();
  await act(page, fr.batches.archive).click();
  await expect(page.getByText(say(fr.batches.ready, { count: 51 }))).toBeVisible();
});

test('nothing chosen and nonsense do no harm', async ({ page, seller: _ }) => {
  for (const query of ['', '?act=publish', '?act=explode&product=1', '?act=publish&product=abc', '?act=publish&product=1&back=https://exemple.fr/']) {
    const answer = await page.goto(`/products/bulk${query}`);
    expect(answer?.status()).toBe(200);
    for (const link of await page.getByRole('main').getByRole('link').all()) {
      expect(await link.getAttribute('href')).toMatch(/^\/products/);
    }
  }
});

test('nothing happens where the person thinks again', async ({ page, seller, photos }) => {
  const product = await addProduct(seller, JUMPER, photos);
  await page.goto('/products?search=pull');
  await choose(page, JUMPER.title);
  await act(page, fr.batches.publish).click();
  await page.getByRole('link', { name: fr.batches.keep }).click();
  await expect(page).toHaveURL(/\/products\?search=pull$/);
  expect(await listing(seller, product)).toBeNull();
});
