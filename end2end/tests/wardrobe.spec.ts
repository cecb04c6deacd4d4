// The wardrobe's page: what is on vinted.fr, and which of it is whose item.
import { answered } from '../stack/console.ts';
import { STRANGE } from '../stack/fields.ts';
import { Hand, standing, worn } from '../stack/hand.ts';
import { expect, ready, reloadUntil, test } from '../stack/pages.ts';
import { addProduct } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';
import type { Locator, Page } from '@playwright/test';

const WARDROBE = '/channels/vinted/wardrobe';
const words = fr.wardrobe;

const SKIRT = { title: 'Jupe plissée verte', price: { minor: 1800, currency: 'EUR' as const } };
/** The item that the skirt looks like. */
const ITEM = { title: 'Jupe plissée verte', price: '18', brand: 'Sézane', size: '38' };

const rows = (page: Page) => page.locator('tbody').getByRole('row');
const row = (page: Page, title: string) => rows(page).filter({ hasText: title });
const tab = (page: Page, name: string) => page.getByRole('navigation', { name: words.filter }).getByRole('link', { name });
const syncButton = (page: Page) => page.getByRole('main').getByRole('button', { name: words.sync, exact: true });

async function open(page: Page, path = WARDROBE): Promise<void> {
  await page.goto(path);
  await ready(page);
}

/** Presses what asks first, and says yes. */
async function press(place: Locator, name: RegExp | string, sure: string): Promise<void> {
  await place.getByText(name).click();
  await place.getByRole('button', { name: sure }).click();
}

test.describe('before anything was read', () => {
  test('the page says the three steps, and what is missing for the last', async ({ page, seller: _ }) => {
    await open(page);
    await expect(page.getByRole('heading', { name: words.first_title })).toBeVisible();
    await expect(syncButton(page)).toBeDisabled();
    await expect(syncButton(page)).toHaveAccessibleDescription(new RegExp(fr.channels.unpaired.slice(0, 20)));
    await page.getByRole('main').getByRole('link', { name: words.to_pairing, exact: true }).click();
    await expect(page.getByRole('heading', { name: fr.channels.pair })).toBeVisible();
  });

  test('an empty shop and the channel’s page lead there', async ({ page, seller: _ }) => {
    await page.goto('/products');
    await page.getByRole('link', { name: words.import }).click();
    await expect(page.getByRole('heading', { level: 1, name: words.title })).toBeVisible();
    await page.goto('/channels/vinted');
    await expect(page.getByText(words.never_read)).toBeVisible();
    await page.getByRole('link', { name: words.card_open }).click();
    await expect(page.getByRole('heading', { level: 1, name: words.title })).toBeVisible();
  });

  for (const query of ['?show=nonsense', '?show=all&after=abc', '?link=1%3B', '?link=9007199254740993', '?search=%25%5C_', `?search=${'x'.repeat(2000)}`]) {
    test(`an address that somebody made up does no harm: ${query.slice(0, 30)}`, async ({ page, complaints, seller: _ }) => {
      complaints.expect(answered(422), answered(400));
      const response = await page.goto(WARDROBE + query);
      expect(response?.status()).toBeLessThan(500);
      await expect(page.getByRole('heading', { level: 1, name: words.title })).toBeVisible();
    });
  }
});

test('one click reads the wardrobe', async ({ page, seller }) => {
  const hand = await Hand.pair(seller, [worn(SKIRT), worn({ title: 'Robe vendue', state: 'sold' })]);
  await open(page);
  await expect(page.getByRole('heading', { name: words.first_title })).toBeVisible();
  await syncButton(page).click();
  await expect(page.getByText(words.sync_asked)).toBeVisible();
  await reloadUntil(page, row(page, SKIRT.title));
  for (const text of ['Sézane · 38 · Très bon état', '18,00 €', words.state_on_sale]) await expect(row(page, SKIRT.title)).toContainText(text);
  await expect(rows(page)).toHaveCount(1);
  await tab(page, words.show_gone).click();
  await expect(row(page, 'Robe vendue')).toContainText(words.state_sold);
  await expect(rows(page)).toHaveCount(1);
  await tab(page, words.show_all).click();
  await expect(rows(page)).toHaveCount(2);
  hand.leave();
});

test('a wardrobe with nothing in it says so', async ({ page, seller }) => {
  await Hand.fill(seller, []);
  await open(page);
  await expect(page.getByRole('heading', { name: words.none_title })).toBeVisible();
});

test('a listing that looks like an item is linked with one click, and unlinked after a question', async ({ page, seller }) => {
  await addProduct(seller, ITEM);
  await Hand.fill(seller, [worn(SKIRT), worn({ title: 'Manteau' })]);
  await open(page);
  await expect(row(page, SKIRT.title)).toContainText(words.looks_like);
  await row(page, SKIRT.title).getByRole('button', { name: words.attach }).click();
  await expect(page.getByText(say(words.taken_one, {}))).toBeVisible();
  await expect(row(page, SKIRT.title)).toHaveCount(0);
  await tab(page, words.show_linked).click();
  await expect(row(page, SKIRT.title).getByRole('cell').last().getByRole('link', { name: ITEM.title })).toHaveAttribute('href', /^\/products\/\d+$/);
  await ready(page);
  await press(row(page, SKIRT.title), words.detach, words.detach_sure);
  await expect(page.getByText(words.detached)).toBeVisible();
  expect((await standing(seller)).counts).toMatchObject({ linked: 0, to_link: 2 });
});

test('any item can be looked for and linked', async ({ page, seller }) => {
  for (const title of ['Veste en laine', 'Pull marin']) await addProduct(seller, { title });
  await Hand.fill(seller, [worn({ title: 'Gilet gris' })]);
  await open(page);
  await row(page, 'Gilet gris').getByRole('link', { name: words.attach_to }).click();
  const chooser = page.getByRole('dialog', { name: words.chooser });
  await expect(chooser).toContainText('Gilet gris');
  await expect(chooser.getByRole('listitem')).toHaveCount(2);
  await chooser.getByRole('searchbox').fill('introuvable');
  await chooser.getByRole('searchbox').press('Enter');
  await expect(chooser.getByText(words.chooser_none_title)).toBeVisible();
  await chooser.getByRole('searchbox').fill('laine');
  await chooser.getByRole('searchbox').press('Enter');
  await expect(chooser.getByRole('listitem')).toHaveCount(1);
  await chooser.getByRole('listitem').filter({ hasText: 'Veste en laine' }).getByRole('button', { name: words.attach }).click();
  await expect(chooser).toHaveCount(0);
  await expect(page.getByText(words.attached)).toBeVisible();
  await tab(page, words.show_linked).click();
  await expect(row(page, 'Gilet gris')).toContainText('Veste en laine');
});

test('items are made from listings that are ticked', async ({ page, seller }) => {
  await Hand.fill(seller, ['Un', 'Deux', 'Trois'].map((title) => worn({ title: `Robe ${title}` })));
  await open(page);
  const bar = page.getByRole('button', { name: words.make_items });
  await expect(bar).toBeHidden();
  for (const title of ['Robe Un', 'Robe Trois']) await row(page, title).getByRole('checkbox').check();
  await bar.click();
  await expect(page.getByText(say(words.asked_many, { count: 2 }))).toBeVisible();
  await expect.poll(async () => (await standing(seller)).counts, { timeout: 30_000 }).toMatchObject({ linked: 2, to_link: 1 });
  await page.goto('/products');
  await expect(rows(page).getByRole('link')).toHaveText(['Robe Trois', 'Robe Un'], { ignoreCase: false });
});

test('a whole wardrobe comes on board with two clicks', async ({ page, seller }) => {
  await Hand.fill(seller, Array.from({ length: 57 }, (_, made) => worn({ title: `Robe ${made}` })));
  await open(page);
  await expect(rows(page)).toHaveCount(50);
  await press(page.getByRole('main'), say(words.make_all, { count: 57 }), words.make_all_sure);
  await expect(page.getByText(say(words.asked_many, { count: 57 }))).toBeVisible();
  await expect.poll(async () => (await standing(seller)).counts, { timeout: 50_000 }).toMatchObject({ linked: 57, to_link: 0 });
  await reloadUntil(page, page.getByRole('heading', { name: words.all_linked_title }));
});

test('search and pages stand in the address', async ({ page, seller }) => {
  await Hand.fill(seller, [...Array.from({ length: 54 }, (_, made) => worn({ title: `Robe ${made}` })), worn({ title: 'Manteau d’été', brand: 'Sessùn' })]);
  await open(page);
  const box = page.getByRole('searchbox', { name: words.search });
  await box.fill('SESSUN ete');
  await box.press('Enter');
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(/search=SESSUN/);
  await page.reload();
  await expect(box).toHaveValue('SESSUN ete');
  await expect(row(page, 'Manteau d’été')).toBeVisible();
  await open(page, `${WARDROBE}?search=introuvable`);
  await page.getByRole('link', { name: words.no_match_button }).click();
  await expect(rows(page)).toHaveCount(50);
  await page.getByRole('link', { name: words.next_page }).click();
  await expect(rows(page)).toHaveCount(5);
  await page.getByRole('link', { name: words.first_page }).click();
  await expect(rows(page)).toHaveCount(50);
});

test('titles are text, whatever stands in them', async ({ page, seller }) => {
  page.on('dialog', (dialog) => expect(dialog.message(), 'a script ran').toBe(''));
  const titles = Object.values(STRANGE);
  await Hand.fill(seller, [...titles.map((title) => worn({ title })), worn({ title: 'Lien', url: 'javascript:alert(1)' })]);
  await open(page);
  for (const title of titles) await expect(rows(page).getByText(title, { exact: true }).first()).toBeVisible();
  for (const link of await row(page, 'Lien').getByRole('link').all()) await expect(link).toHaveAttribute('href', /^(https:\/\/www\.vinted\.fr)?\//);
});
