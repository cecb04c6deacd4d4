// Words that the form's lists do not have, added in the form itself; and the page of the words, where each has a form of its
// own.
import { answered } from '../stack/console.ts';
import { Editor } from '../stack/editor.ts';
import { refuses } from '../stack/fields.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { type Seller, send } from '../stack/people.ts';
import { JUMPER, addProduct, editor as read } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';
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

test('what is typed for a new word is none of the item’s, and the keyboard goes on where it was', async ({ page, seller }) => {
  const product = await addProduct(seller, JUMPER);
  const editor = await Editor.open(page, product);
  const colours = editor.colours.locator('xpath=..');
  const way = colours.getByRole('link', { name: words.coin });
  const room = colours.getByLabel(words.coin_hint);
  await way.click();
  await expect(room).toBeFocused();
  await expect(room).toHaveAttribute('maxlength', '50');
  await room.fill('navy');
  await room.press('Escape');
  await expect(room).toBeHidden();
  await expect(way).toBeFocused();
  await expect(page.getByText(fr.editor.safe_saved, { exact: true })).toBeVisible();
  await coin(colours, 'Brique');
  await expect(editor.colours.getByLabel('Brique', { exact: true })).toBeChecked();
  await expect(way).toBeFocused();
  await editor.save();
  expect((await read(seller, product)).form.colours, 'the main colour first').toMatch(/^navy,white,own_/);
});

test('an added word is there still when the category was another meanwhile', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  await coin(editor.said('Encolure').locator('xpath=..'), 'Col Claudine double');
  await expect(editor.said('Encolure').locator('option:checked')).toHaveText('Col Claudine double');
  await editor.unfold('Style');
  const style = page.getByRole('group').filter({ has: page.locator('summary').filter({ hasText: 'Style' }) });
  await coin(style, 'Friperie chic');
  await expect(style.getByLabel('Friperie chic', { exact: true })).toBeChecked();
  await editor.category.selectOption({ label: 'Autre vêtement' });
  await expect(editor.said('Encolure')).toBeHidden();
  await editor.category.selectOption({ label: 'Pull' });
  await expect(editor.said('Encolure').locator('option:checked')).toHaveText('Col Claudine double');
  await expect(style.getByLabel('Friperie chic', { exact: true })).toBeChecked();
  await editor.save();
  await page.reload();
  await ready(page);
  await expect(editor.said('Encolure').locator('option:checked')).toHaveText('Col Claudine double');
  await expect(style.getByLabel('Friperie chic', { exact: true })).toBeChecked();
});

/** Adds words behind the pages. */
async function keep(seller: Seller, ...names: string[]): Promise<void> {
  for (const word of names) await send(seller.api, '/fn/save_own_word', { field: 'colours', word, like: '' });
}

test('each word has a form of its own, and what is typed outlives what becomes of the others', async ({ page, complaints, seller }) => {
  complaints.expect(answered(422));
  await keep(seller, 'Argile', 'Brique', 'Cendre');
  await page.goto('/settings/words');
  await ready(page);
  const main = page.getByRole('main');
  const card = (name: string) => main.getByRole('listitem').filter({ hasText: name });
  const edit = (name: string) => card(name).getByRole('link', { name: say(words.edit_this, { name }) }).click();
  const word = main.getByLabel(words.word, { exact: true });
  const save = main.getByRole('button', { name: words.save });

  await edit('Argile');
  await expect(word).toHaveValue('Argile');
  await word.fill('Bleu marine');
  await save.click();
  await refuses(word, words.known, 'Bleu marine');
  await edit('Brique');
  await expect(word).toHaveValue('Brique');
  await expect(word, 'the refusal was the other word’s').not.toHaveAttribute('aria-invalid', 'true');

  await word.fill('Rouge brique');
  await card('Argile').getByText(words.remove, { exact: true }).click();
  await card('Argile').getByRole('button', { name: words.remove_sure }).click();
  await expect(card('Argile')).toBeHidden();
  await expect(word).toHaveValue('Rouge brique');
  await expect(main.getByRole('button', { name: words.remove_sure }), 'the question went with its card').toBeHidden();
  await save.click();
  await expect(card('Rouge brique')).toBeVisible();
  await expect(word, 'free for the next word').toHaveValue('');
  await expect(save).toBeFocused();

  await edit('Cendre');
  await expect(word).toHaveValue('Cendre');
  await card('Cendre').getByText(words.remove, { exact: true }).click();
  await card('Cendre').getByRole('button', { name: words.remove_sure }).click();
  await expect(main.getByRole('heading', { name: words.new_word })).toBeVisible();
  await expect(word, 'what is gone is not written any more').toHaveValue('');
});

test('a word that cannot be saved now says so in its form, and is saved by the next click', async ({ page, complaints, seller: _ }) => {
  complaints.expect(/ERR_FAILED/);
  await page.goto('/settings/words');
  await ready(page);
  const main = page.getByRole('main');
  const word = main.getByLabel(words.word, { exact: true });
  const save = main.getByRole('button', { name: words.save });
  await page.route('**/fn/save_own_word', (route) => route.abort());
  await word.fill('Maison Brume');
  await save.click();
  await expect(main.getByRole('alert')).toHaveText(fr.errors.offline);
  await expect(main.getByRole('alert')).toBeInViewport();
  await expect(word).toHaveValue('Maison Brume');
  await page.unroute('**/fn/save_own_word');
  await save.click();
  await expect(main.getByRole('listitem').filter({ hasText: 'Maison Brume' })).toBeVisible();
  await expect(main.getByRole('alert')).toBeHidden();
});
