// Lengths under the hand: they follow the category that is chosen, and what is typed stays.
import { Editor } from '../stack/editor.ts';
import { expect, test } from '../stack/pages.ts';
import { addProduct } from '../stack/products.ts';
import { fr } from '../stack/words.ts';

test('the lengths on show follow the category', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await expect(page.getByText(fr.editor.measurements_later)).toBeVisible();
  await expect(editor.length('Poitrine')).toBeHidden();
  await editor.category.selectOption({ label: 'Pull' });
  await expect(page.getByText(fr.editor.measurements_later)).toBeHidden();
  await editor.length('Poitrine').fill('52');
  await editor.category.selectOption({ label: 'Jean' });
  await expect(editor.length('Poitrine')).toBeHidden();
  await editor.length('Entrejambe').fill('81');
  await editor.category.selectOption({ label: 'Pull' });
  await expect(editor.length('Poitrine')).toHaveValue('52');
  await editor.save();
  await page.reload();
  await expect(editor.length('Poitrine')).toHaveValue('52');
});
