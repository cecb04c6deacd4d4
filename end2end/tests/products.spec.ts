// The list: what a shop has, how to find it, how to go through it.
import { answered } from '../stack/console.ts';
import { Editor } from '../stack/editor.ts';
import { STRANGE } from '../stack/fields.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { settle } from '../stack/people.ts';
import { JUMPER, addProduct } from '../stack/products.ts';
import { fr } from '../stack/words.ts';
import type { Locator, Page } from '@playwright/test';

const rows = (page: Page) => page.locator('tbody').getByRole('row');
const chip = (page: Page, name: string) => page.getByRole('navigation', { name: fr.products.filter }).getByRole('link', { name });

async function search(page: Page, words: string): Promise<void> {
  const box = page.getByRole('searchbox', { name: fr.products.search });
  await box.fill(words);
  await box.press('Enter');
}

async function open(page: Page, path = '/products'): Promise<void> {
  await page.goto(path);
  await ready(page);
}

async function act(row: Locator, name: string): Promise<void> {
  await row.getByLabel(fr.products.acts).click();
  await row.getByRole('button', { name }).click();
}

test('an empty shop says the one next step, and takes it', async ({ page, seller: _ }) => {
  await open(page);
  await expect(page.getByRole('heading', { name: fr.products.none_title })).toBeVisible();
  await page.getByRole('button', { name: fr.products.none_button }).click();
  await expect(page).toHaveURL(/\/products\/\d+$/);
  await expect(page.getByRole('heading', { level: 1, name: fr.products.untitled })).toBeVisible();
});

test('a row tells an item from all others', async ({ page, seller, photos }) => {
  await addProduct(seller, JUMPER, photos);
  await open(page);
  const row = rows(page).filter({ hasText: JUMPER.title });
  for (const text of ['Petit Bateau · M', 'PULL-1', '24,50 €', fr.products.one_draft]) await expect(row).toContainText(text);
  const thumbnail = row.locator('img');
  await expect.poll(() => thumbnail.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await row.getByRole('link', { name: JUMPER.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: JUMPER.title })).toBeVisible();
});

test('one like another begins with what is said of it, as far as that is wanted', async ({ page, seller }) => {
  const like = await addProduct(seller, JUMPER);
  await open(page);
  const row = rows(page).filter({ hasText: JUMPER.title });
  await row.getByLabel(fr.products.acts).click();
  await row.getByRole('link', { name: fr.products.similar }).click();
  await expect(page.getByRole('heading', { level: 1, name: fr.products.similar })).toBeVisible();
  await ready(page);
  await page.getByRole('checkbox', { name: fr.products.similar_price }).uncheck();
  await page.getByRole('button', { name: fr.products.similar_button }).click();
  await expect(page).not.toHaveURL(new RegExp(`/products/${like}`));
  const editor = new Editor(page);
  await expect(editor.brand).toHaveValue('Petit Bateau');
  for (const field of [editor.title, editor.price, editor.sku]) await expect(field).toHaveValue('');
  await page.getByRole('button', { name: fr.products.similar_button }).click();
  await expect(page.getByRole('heading', { level: 1, name: fr.products.untitled })).toBeVisible();
});

test('the newest item is first', async ({ page, seller }) => {
  for (const title of ['Premier', 'Deuxième', 'Troisième']) await addProduct(seller, { title });
  await open(page);
  await expect(rows(page).getByRole('link')).toContainText(['Troisième', 'Deuxième', 'Premier']);
});

test.describe('the search', () => {
  test.beforeEach(async ({ seller, page }) => {
    await addProduct(seller, JUMPER);
    await addProduct(seller, { title: 'Robe d’été', brand: 'Sézane', sku: 'ROBE-7', location: 'Carton bleu' });
    await open(page);
  });

  for (const [what, words] of [
    ['the title', 'robe été'],
    ['the title without accents, in capitals', 'ROBE ETE'],
    ['the brand', 'sezane'],
    ['the reference', 'ROBE-7'],
    ['the place', 'carton'],
    ['the beginning of a word', 'séz'],
  ] as const) {
    test(`looks into ${what}`, async ({ page }) => {
      await search(page, words);
      await expect(rows(page)).toHaveCount(1);
      await expect(rows(page)).toContainText('Robe d’été');
      expect(new URL(page.url()).searchParams.get('search')).toBe(words);
    });
  }

  for (const words of ["l'introuvable", '%', '_', '\\', '<>', '🙂', 'x'.repeat(2000)]) {
    test(`finds nothing and says so: ${words.slice(0, 20)}`, async ({ page }) => {
      await search(page, words);
      await expect(page.getByRole('heading', { name: fr.products.no_match_title })).toBeVisible();
      await page.getByRole('link', { name: fr.products.no_match_button }).click();
      await expect(rows(page)).toHaveCount(2);
    });
  }

  test('stands in the address and survives a reload', async ({ page }) => {
    await open(page, '/products?search=robe');
    await expect(page.getByRole('searchbox', { name: fr.products.search })).toHaveValue('robe');
    await expect(rows(page)).toHaveCount(1);
    await page.reload();
    await expect(rows(page)).toHaveCount(1);
  });
});

test('an item is archived, found among the archived, and put back', async ({ page, seller }) => {
  await addProduct(seller, JUMPER);
  await addProduct(seller, { title: 'Robe d’été' });
  await open(page);
  await expect(chip(page, fr.products.status_draft)).toContainText('2');
  await act(rows(page).filter({ hasText: JUMPER.title }), fr.products.archive);
  await expect(page.getByText(fr.frame.archived)).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await chip(page, fr.products.status_archived).click();
  await expect(page).toHaveURL(/status=archived/);
  await expect(rows(page)).toContainText([JUMPER.title]);
  await ready(page);
  await act(rows(page), fr.products.restore);
  await expect(page.getByText(fr.frame.restored)).toBeVisible();
  await chip(page, fr.products.status_all).click();
  await expect(rows(page)).toHaveCount(2);
});

test('a filter and a search hold together', async ({ page, seller }) => {
  await addProduct(seller, JUMPER);
  await addProduct(seller, { title: 'Pull gris' });
  await open(page, '/products?status=draft');
  await search(page, 'gris');
  await expect(page).toHaveURL(/status=draft/);
  await expect(rows(page)).toHaveCount(1);
  await chip(page, fr.products.status_sold).click();
  await expect(page).toHaveURL(/search=gris/);
  await expect(page.getByRole('heading', { name: fr.products.no_match_title })).toBeVisible();
});

test('a long list goes page by page, there and back', async ({ page, seller }) => {
  await addProduct(seller, { title: 'Le plus ancien' });
  for (let made = 0; made < 55; made += 5) {
    await Promise.all(Array.from({ length: 5 }, (_, more) => addProduct(seller, { title: `Pull ${made + more}` })));
  }
  await open(page);
  await expect(rows(page)).toHaveCount(50);
  const pages = page.getByRole('navigation', { name: fr.products.pages });
  await expect(pages.getByRole('link', { name: fr.products.previous })).toHaveCount(0);
  await pages.getByRole('link', { name: fr.products.next }).click();
  await expect(rows(page)).toHaveCount(6);
  await expect(rows(page).last()).toContainText('Le plus ancien');
  await expect(pages.getByRole('link', { name: fr.products.next })).toHaveCount(0);
  await pages.getByRole('link', { name: fr.products.previous }).click();
  await expect(rows(page)).toHaveCount(50);
});

for (const [name, title] of Object.entries(STRANGE)) {
  test(`a title is text, whatever stands in it: ${name}`, async ({ page, seller }) => {
    page.on('dialog', (dialog) => expect(dialog.message(), 'a script ran').toBe(''));
    await addProduct(seller, { title });
    await open(page);
    await expect(rows(page).getByRole('link', { name: title, exact: true })).toBeVisible();
  });
}

for (const path of ['/products/0', '/products/9007199254740993', '/products/abc', '/products/1%3B', '/products?after=nonsense', '/products?status=nonsense']) {
  test(`an address that somebody made up does no harm: ${path}`, async ({ page, complaints, seller: _ }) => {
    complaints.expect(answered(404), answered(422), answered(400));
    const response = await page.goto(path);
    expect(response?.status()).toBeLessThan(500);
    await expect(page.getByRole('main')).toBeVisible();
  });
}

test('the item of another shop is not there', async ({ page, complaints, seller: _ }) => {
  complaints.expect(answered(404));
  const other = await settle();
  const theirs = await addProduct(other, JUMPER);
  const response = await page.goto(`/products/${theirs}`);
  expect(response?.status()).toBe(404);
  await expect(page.getByText(fr.errors.not_found)).toBeVisible();
  await expect(page.getByText(JUMPER.title)).toHaveCount(0);
  await other.api.dispose();
});
