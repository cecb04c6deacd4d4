// An item from nothing to saved without ever touching the mouse, and the short cuts of the list.
import { Editor } from '../stack/editor.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { addProduct, editor as read } from '../stack/products.ts';
import { fr, like } from '../stack/words.ts';
import type { Locator, Page } from '@playwright/test';

/** Whether a line or a shadow is drawn around the control, or around the row or box it stands in. */
function isMarked(control: Element): boolean {
  for (let element: Element | null = control; element && element !== document.body; element = element.parentElement) {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') return true;
    if (element.matches('tr, li, fieldset, section, form')) return false;
  }
  return false;
}

/** Walks on with the tab key until `control` has the focus, and sees that the focus can be seen. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let steps = 0; steps < 120; steps++) {
    await page.keyboard.press('Tab');
    if (await control.evaluate((element) => element === document.activeElement)) {
      expect(await control.evaluate(isMarked), `the focus on ${control} can be seen`).toBe(true);
      return;
    }
  }
  throw new Error(`the tab key never reaches ${control}`);
}

test('an item is made, filled in and saved with the keyboard alone', async ({ page, seller }) => {
  await page.goto('/products');
  await ready(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: fr.frame.skip })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('n');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/products\/\d+$/);
  await ready(page);
  const editor = new Editor(page);
  await tabTo(page, editor.title);
  await page.keyboard.type('Robe à pois');
  await tabTo(page, editor.description);
  await page.keyboard.type('Première ligne');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Seconde ligne');
  await tabTo(page, editor.price);
  await page.keyboard.type('12,50');
  await tabTo(page, editor.category);
  await page.keyboard.type('Robe');
  await tabTo(page, editor.gender);
  await page.keyboard.type('Femme');
  await tabTo(page, editor.brand);
  await page.keyboard.type('Sézane');
  await page.keyboard.press('Escape');
  await tabTo(page, editor.size);
  await page.keyboard.type('38');
  await page.keyboard.press('Escape');
  await tabTo(page, editor.colours.getByLabel('Rouge', { exact: true }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+s');
  await expect(page.getByText(like(fr.editor.safe_saved_at))).toBeVisible();
  const { form } = await read(seller, editor.product);
  expect(form).toMatchObject({
    title: 'Robe à pois',
    description: 'Première ligne\nSeconde ligne',
    price: '12.50',
    category: 'dress',
    gender: 'women',
    brand: 'Sézane',
    size: '38',
    colours: 'red',
  });
});

test('the list is walked with j and k, searched with a stroke, opened with Enter', async ({ page, seller }) => {
  for (const title of ['Un', 'Deux', 'Trois']) await addProduct(seller, { title });
  await page.goto('/products');
  await ready(page);
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  await page.keyboard.press('j');
  await expect(link('Trois')).toBeFocused();
  await page.keyboard.press('j');
  await expect(link('Deux')).toBeFocused();
  await page.keyboard.press('k');
  await expect(link('Trois')).toBeFocused();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('un');
  await expect(link('Deux')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await tabTo(page, link('Un'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Un' })).toBeVisible();
});

test('a menu closes on Escape and gives the focus back', async ({ page, seller }) => {
  await addProduct(seller, { title: 'Pull' });
  await page.goto('/products');
  await ready(page);
  const menu = page.getByRole('row').filter({ hasText: 'Pull' }).getByLabel(fr.products.acts);
  await tabTo(page, menu);
  await page.keyboard.press('Enter');
  const archive = page.getByRole('button', { name: fr.products.archive });
  await expect(archive).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(archive).toBeHidden();
  await expect(menu).toBeFocused();
});

test('a wrong field is brought to the keyboard', async ({ page, seller, complaints }) => {
  complaints.expect(/status of 422 /);
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await editor.price.fill('douze');
  await page.keyboard.press('Control+s');
  await expect(editor.price).toHaveAttribute('aria-invalid', 'true');
  await expect(editor.price).toBeFocused();
});
