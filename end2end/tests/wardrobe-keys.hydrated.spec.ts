// The wardrobe's page under the hands of somebody who does this for hours: keys, ranges, undo, and news that arrive by
// themselves.
import { Hand, standing, worn } from '../stack/hand.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { addProduct } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';
import type { Page } from '@playwright/test';

const words = fr.wardrobe;

/** The page shows the newest first, and that is the last one made. */
const listed = () => ['Robe 1', 'Robe 2', 'Robe 3', 'Robe 4'].map((name) => worn({ title: name }));

const box = (page: Page, title: string) => page.getByRole('checkbox', { name: say(words.pick, { title }) });
const title = (page: Page, name: string) => page.locator('tbody').getByRole('link', { name, exact: true });

async function open(page: Page): Promise<void> {
  await page.goto('/channels/vinted/wardrobe');
  await ready(page);
}

test('rows are walked, ticked and searched with single keys', async ({ page, seller }) => {
  await Hand.fill(seller, listed());
  await open(page);
  await page.keyboard.press('j');
  await expect(title(page, 'Robe 4')).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(box(page, 'Robe 3')).toBeChecked();
  await expect(box(page, 'Robe 4')).not.toBeChecked();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: words.search })).toBeFocused();
});

test('a click with Shift ticks all between, and the bar counts', async ({ page, seller }) => {
  await Hand.fill(seller, listed());
  await open(page);
  const boxes = page.locator('tbody').getByRole('checkbox');
  await boxes.first().click();
  await boxes.nth(2).click({ modifiers: ['Shift'] });
  await expect(page.getByText(say(words.picked_many, { count: 3 }))).toBeVisible();
  await expect(page.getByRole('button', { name: say(words.make_items_of, { count: 3 }) })).toBeVisible();
  await page.getByRole('checkbox', { name: words.pick_all }).click();
  await expect(page.getByText(say(words.picked_many, { count: 4 }))).toBeVisible();
  await page.getByRole('button', { name: words.unpick }).click();
  await expect(box(page, 'Robe 1')).not.toBeChecked();
  await expect(page.getByRole('button', { name: words.make_items })).toBeHidden();
});

test('a link is undone from its toast', async ({ page, seller }) => {
  await addProduct(seller, { title: 'Jupe plissée verte', price: '18', brand: 'Sézane', size: '38' });
  await Hand.fill(seller, [worn({ title: 'Jupe plissée verte', price: { minor: 1800, currency: 'EUR' } })]);
  await open(page);
  await page.locator('tbody').getByRole('button', { name: words.attach }).click();
  await expect(page.getByRole('heading', { name: words.all_linked_title })).toBeVisible();
  await page.getByRole('button', { name: words.undo }).click();
  await expect(title(page, 'Jupe plissée verte').first()).toBeVisible();
  expect((await standing(seller)).counts).toMatchObject({ linked: 0, to_link: 1 });
});

test('the panel opens with the focus in it, follows the typing, closes on Escape and gives the focus back', async ({ page, seller }) => {
  for (const name of ['Veste en laine', 'Pull marin']) await addProduct(seller, { title: name });
  await Hand.fill(seller, [worn({ title: 'Gilet gris' })]);
  await open(page);
  await page.getByRole('link', { name: words.attach_to }).click();
  const panel = page.getByRole('dialog', { name: words.chooser });
  await expect(panel.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('marin');
  await expect(panel.getByRole('listitem')).toHaveCount(1);
  await expect(panel.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(title(page, 'Gilet gris')).toBeFocused();
});

test('what is read arrives by itself', async ({ page, seller }) => {
  const hand = await Hand.pair(seller, [worn({ title: 'Robe d’un soir' })]);
  await open(page);
  await page.getByRole('main').getByRole('button', { name: words.sync, exact: true }).click();
  await expect(title(page, 'Robe d’un soir')).toBeVisible({ timeout: 30_000 });
  // The first reading began by itself; where it was over before the click, each says that it is done.
  await expect(page.getByText(fr.jobs.synced).first()).toBeVisible();
  hand.wardrobe = [...hand.wardrobe, worn({ title: 'Robe d’un matin' })];
  await hand.sync(seller);
  await expect(title(page, 'Robe d’un matin')).toBeVisible();
  hand.leave();
});
