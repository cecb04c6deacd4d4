// Attributes under the hand: they follow the category that is chosen, what is said stays, and no more can be ticked than
// may be said.
import { Editor } from '../stack/editor.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { addProduct } from '../stack/products.ts';
import { fr } from '../stack/words.ts';

test('the attributes on show follow the category, and what was said of another one is kept', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await expect(page.getByText(fr.editor.attributes_later)).toBeVisible();
  await editor.category.selectOption({ label: 'Pull' });
  await expect(page.getByText(fr.editor.attributes_later)).toBeHidden();
  await editor.said('Encolure').selectOption({ label: 'Col V' });
  await editor.category.selectOption({ label: 'Jean' });
  await expect(editor.said('Encolure')).toBeHidden();
  await editor.said('Coupe').selectOption({ label: 'Slim' });
  await editor.save();
  await page.reload();
  await ready(page);
  await editor.category.selectOption({ label: 'Pull' });
  await expect(editor.said('Encolure').locator('option:checked')).toHaveText('Col V');
  await expect(editor.said('Coupe').locator('option:checked')).toHaveText('Slim');
});

test('with three styles ticked the others wait', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull', category: 'sweater' }));
  await editor.unfold('Style');
  for (const style of ['Y2K', 'Workwear', 'Gorpcore']) await page.getByLabel(style, { exact: true }).check();
  await expect(page.getByLabel('Techwear', { exact: true })).toBeDisabled();
  await page.getByLabel('Y2K', { exact: true }).uncheck();
  await page.getByLabel('Techwear', { exact: true }).check();
  await editor.save();
});
