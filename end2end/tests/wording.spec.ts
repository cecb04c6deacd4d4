// Titles and descriptions written for the seller, and the seller's own templates: with scripts and without.
import { answered } from '../stack/console.ts';
import { Editor } from '../stack/editor.ts';
import { refuses } from '../stack/fields.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { JUMPER, addProduct } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';
import type { Page } from '@playwright/test';

const words = fr.wording;
const main = (page: Page) => page.getByRole('main');

test('a title and a description are made of what is known, and nothing else', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  await editor.unfold(words.fold);
  const title = page.getByRole('region', { name: words.offered_title });
  await expect(title).toContainText('Petit Bateau pull, coton, bleu marine/blanc, taille M');
  const description = page.getByRole('region', { name: words.offered_description });
  await expect(description).toContainText('Marque : Petit Bateau');
  await expect(description, 'the own words stand in their field already').not.toContainText(JUMPER.description!);
  await expect(page.getByText(say(words.title_count, { count: JUMPER.title.length, most: 100, strictest: 80 }))).toBeVisible();
  await expect(editor.title).toHaveValue(JUMPER.title);
});

test('of an item nobody described there is nothing to write', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await editor.unfold(words.fold);
  await expect(page.getByText(words.nothing_known)).toBeVisible();
});

test('templates are written, refused at their fields, shown on a sample, changed and deleted', async ({ page, complaints, seller: _ }) => {
  complaints.expect(answered(422));
  await page.goto('/settings');
  await ready(page);
  await main(page).getByRole('link', { name: words.templates_open }).click();
  await expect(main(page).getByRole('heading', { name: words.no_templates_title })).toBeVisible();
  await ready(page);
  const name = main(page).getByLabel(words.template_name, { exact: true });
  const title = main(page).getByLabel(words.template_title, { exact: true });
  const description = main(page).getByLabel(words.template_description, { exact: true });
  const save = main(page).getByRole('button', { name: words.template_save });
  await name.fill('Jeans');
  await title.fill('{marque} {prix}');
  await description.fill('Bonjour !');
  await save.click();
  await refuses(title, say(fr.errors.field_unknown_fact, { name: 'prix', line: 1, place: 10 }), '{marque} {prix}');
  await expect(description).toHaveValue('Bonjour !');
  await title.fill('{marque} {catégorie}');
  await save.click();
  const card = main(page).getByRole('listitem').filter({ hasText: 'Jeans' });
  await expect(card).toContainText('{marque} {catégorie}');
  await ready(page);

  await card.getByRole('link', { name: say(words.template_edit_this, { name: 'Jeans' }) }).click();
  await expect(main(page).getByRole('heading', { name: words.template_edit })).toBeVisible();
  await ready(page);
  await expect(main(page).getByRole('region', { name: words.preview })).toContainText('Sézane robe');
  await title.fill('{marque}, taille {taille}');
  await save.click();
  await expect(card).toContainText('{marque}, taille {taille}');
  await ready(page);

  await name.fill('JEANS');
  await title.fill('{marque}');
  await save.click();
  await refuses(name, fr.errors.field_name_taken, 'JEANS');
  await card.getByText(words.template_remove).click();
  await card.getByRole('button', { name: words.template_remove_sure }).click();
  await expect(main(page).getByRole('heading', { name: words.no_templates_title })).toBeVisible();
});

test('what may stand in braces is listed, with what it means and an example', async ({ page, seller: _ }) => {
  await page.goto('/settings/templates');
  await ready(page);
  await main(page).getByText(words.placeholders).click();
  await expect(main(page).getByText('{marque}', { exact: true })).toBeVisible();
  await expect(main(page).getByText(words.means_location)).toBeVisible();
  await expect(main(page).getByText(say(words.example, { value: 'Sézane' }))).toBeVisible();
});
