// What else can be said of an item: asked for by its category, kept as it was said, with scripts and without.
import { Editor } from '../stack/editor.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { JUMPER, addProduct } from '../stack/products.ts';

test('what is said of an item is found as it was said', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  await expect(editor.said('Encolure')).toBeVisible();
  await expect(editor.said('Forme du talon'), 'a jumper has no heel').toBeHidden();
  await editor.said('Encolure').selectOption({ label: 'Col V' });
  await editor.unfold('Style');
  await page.getByLabel('Y2K', { exact: true }).check();
  await page.getByLabel('Workwear', { exact: true }).check();
  await editor.save();
  await page.reload();
  await ready(page);
  await expect(editor.said('Encolure').locator('option:checked')).toHaveText('Col V');
  await expect(page.getByRole('group').filter({ hasText: 'Style' }).getByRole('checkbox', { checked: true })).toHaveCount(2);
  await expect(page.getByLabel('Y2K', { exact: true })).toBeVisible();
});
