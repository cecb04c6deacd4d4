// Words that the form's lists do not have, added in the form itself.
import { answered } from '../stack/console.ts';
import { Editor } from '../stack/editor.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { JUMPER, addProduct } from '../stack/products.ts';
import { fr } from '../stack/words.ts';
import type { Locator } from '@playwright/test';

const words = fr.own_words;

/** Adds a word where the list of `within` ends, by the keyboard. */
async function coin(within: Locator, name: string): Promise<void> {
  await within.getByRole('link', { name: words.coin }).click();
  await within.getByLabel(words.coin_hint).fill(name);
  await within.getByLabel(words.coin_hint).press('Enter');
}

test('a word is added where it is missed, chosen at once and kept', async ({ page, complaints, seller }) => {
  complaints.expect(answered(422));
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  const colours = editor.colours.locator('xpath=..');
  await coin(colours, 'Bleu marine');
  await expect(colours.getByText(words.known)).toBeVisible();
  await colours.getByLabel(words.coin_hint).fill('Brique');
  await colours.getByRole('button', { name: words.coin_add }).click();
  await expect(editor.colours.getByLabel('Brique', { exact: true })).toBeChecked();
  await coin(editor.materials, 'Wax');
  await expect(editor.materials.getByLabel('Wax', { exact: true })).toBeChecked();
  const pattern = editor.said('Motif').locator('xpath=..');
  await coin(pattern, 'Perroquets');
  await expect(editor.said('Motif').locator('option:checked')).toHaveText('Perroquets');
  await editor.save();
  await page.reload();
  await ready(page);
  await expect(editor.colours.getByLabel('Brique', { exact: true })).toBeChecked();
  await expect(editor.materials.getByLabel('Wax', { exact: true })).toBeChecked();
  await expect(editor.said('Motif').locator('option:checked')).toHaveText('Perroquets');
});
