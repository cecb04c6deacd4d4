// Choosing many items quickly: ranges, the whole page, the keyboard; and a choice that stays with its items.
import { expect, ready, test } from '../stack/pages.ts';
import { addProduct } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';
import type { Page } from '@playwright/test';

const box = (page: Page, title: string) => page.getByRole('checkbox', { name: say(fr.batches.choose, { title }), exact: true });
const chosen = (page: Page) => page.locator('tbody').getByRole('checkbox', { checked: true });
const told = (page: Page) => page.getByRole('form', { name: fr.batches.bar }).getByRole('status');

test.beforeEach(async ({ page, seller }) => {
  for (const title of ['Cinq', 'Quatre', 'Trois', 'Deux', 'Un']) await addProduct(seller, { title });
  await page.goto('/products');
  await ready(page);
});

test('a range with shift, the whole page, and nothing again', async ({ page }) => {
  await box(page, 'Deux').click();
  await expect(told(page)).toHaveText(say(fr.batches.one_chosen, { count: 1 }));
  await box(page, 'Quatre').click({ modifiers: ['Shift'] });
  await expect(chosen(page)).toHaveCount(3);
  await expect(page.getByRole('button', { name: `${fr.batches.archive} (3)`, exact: true })).toBeVisible();
  const whole = page.getByRole('checkbox', { name: fr.batches.choose_page });
  await expect(whole).toBeChecked({ indeterminate: true });
  await whole.click();
  await expect(told(page)).toHaveText(say(fr.batches.chosen, { count: 5 }));
  await page.getByRole('button', { name: fr.batches.unchoose }).click();
  await expect(chosen(page)).toHaveCount(0);
  await expect(page.getByRole('form', { name: fr.batches.bar })).toBeHidden();
});

test('the keyboard goes through the rows and ticks them, one or a range', async ({ page }) => {
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
  await expect(chosen(page)).toHaveCount(2);
  await expect(box(page, 'Un')).toBeChecked();
  await expect(box(page, 'Deux')).toBeChecked();
  for (const key of ['j', 'j', 'Shift+X']) await page.keyboard.press(key);
  await expect(chosen(page)).toHaveCount(4);
  await expect(box(page, 'Cinq')).not.toBeChecked();
});

test('a choice stays with its items when the list moves', async ({ page }) => {
  await box(page, 'Deux').click();
  const row = page.locator('tbody').getByRole('row').filter({ has: page.getByRole('link', { name: 'Un', exact: true }) });
  await row.getByLabel(fr.products.acts).click();
  await row.getByRole('button', { name: fr.products.archive }).click();
  await expect(page.locator('tbody').getByRole('row')).toHaveCount(4);
  await expect(chosen(page)).toHaveCount(1);
  await expect(box(page, 'Deux')).toBeChecked();
});
