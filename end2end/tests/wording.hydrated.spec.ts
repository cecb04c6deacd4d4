// Texts under the hand: taken into the form, put back, following what is filled in; templates that show what they make
// while they are typed.
import { answered } from '../stack/console.ts';
import { Editor } from '../stack/editor.ts';
import { refuses } from '../stack/fields.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { type Seller, send } from '../stack/people.ts';
import { JUMPER, addProduct, editor as read } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';
import type { Locator, Page } from '@playwright/test';

const words = fr.wording;

/** The fold in the item's editor. */
class Fold {
  readonly title: Locator;
  readonly description: Locator;

  constructor(readonly page: Page) {
    this.title = page.getByRole('region', { name: words.offered_title });
    this.description = page.getByRole('region', { name: words.offered_description });
  }

  /** In the editor of an item. */
  static async open(editor: Editor): Promise<Fold> {
    await editor.unfold(words.fold);
    const fold = new Fold(editor.page);
    await expect(fold.title).toBeVisible();
    await ready(editor.page);
    return fold;
  }

  async choose(list: string, label: string): Promise<void> {
    await this.page.getByLabel(list, { exact: true }).selectOption({ label });
  }

  async take(text: Locator): Promise<void> {
    await text.getByRole('button', { name: words.take }).click();
  }

  async putBack(text: Locator): Promise<void> {
    await text.getByRole('button', { name: words.put_back }).click();
  }
}

/** Sees that the server has the text, saved or not. */
async function keeps(seller: Seller, product: number, field: string, text: RegExp): Promise<void> {
  await expect.poll(async () => (await read(seller, product)).form[field]).toMatch(text);
}

test('a text is taken, keeps itself, and makes room for the own one again', async ({ page, seller }) => {
  const product = await addProduct(seller, JUMPER);
  const editor = await Editor.open(page, product);
  const fold = await Fold.open(editor);
  await fold.take(fold.title);
  await expect(editor.title).toHaveValue(/^Petit Bateau pull, coton/);
  await expect(editor.description).toHaveValue(JUMPER.description!);
  await keeps(seller, product, 'title', /^Petit Bateau pull, coton/);
  await fold.take(fold.description);
  await expect(editor.description).toHaveValue(/Marque : Petit Bateau/);
  await keeps(seller, product, 'description', /Marque : Petit Bateau/);

  await fold.choose(words.title_style, words.minimal);
  await expect(fold.title).toContainText('femme');
  await fold.take(fold.title);
  await expect(editor.title).toHaveValue(/femme/);
  await fold.putBack(fold.title);
  await expect(editor.title).toHaveValue(JUMPER.title);
  await expect(editor.title).toBeFocused();
  await fold.putBack(fold.description);
  await expect(editor.description).toHaveValue(JUMPER.description!);
  await keeps(seller, product, 'title', new RegExp(`^${JUMPER.title}$`));
  await keeps(seller, product, 'description', new RegExp(JUMPER.description!));
});

test('the texts follow what is filled in, the style and the language', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  const fold = await Fold.open(editor);
  await editor.brand.fill('Sézane');
  await expect(fold.title).toContainText('Sézane pull');
  await fold.choose(words.title_style, words.technical);
  await expect(fold.title).toContainText('Sézane pull - coton');
  await fold.choose(words.description_style, words.prose);
  await expect(fold.description).toContainText('Article vendu en');
  await fold.choose(words.text_language, words.language_de);
  await expect(fold.title).toContainText('Größe M');
  await expect(editor.title).toHaveValue(JUMPER.title);
});

test('an own template is used, and leaves to the style what it does not say', async ({ page, seller }) => {
  await send(seller.api, '/fn/save_template', { name: 'Le mien', language: 'fr', title: '{marque} à saisir, taille {taille}', description: '' });
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  const fold = await Fold.open(editor);
  await fold.choose(words.own_template, 'Le mien');
  await expect(fold.title).toContainText('Petit Bateau à saisir, taille M');
  await expect(fold.description).toContainText('Marque : Petit Bateau');
  await fold.take(fold.title);
  await expect(editor.title).toHaveValue('Petit Bateau à saisir, taille M');
});

test('a title says while it is typed for whom it is too long', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  await editor.title.fill('é'.repeat(80));
  await expect(page.getByText(say(words.title_count, { count: 80, most: 100, strictest: 80 }))).toBeVisible();
  await editor.title.fill('é'.repeat(81));
  await expect(page.getByText(say(words.over_strictest, { over: 1 }))).toBeVisible();
  await editor.title.fill('é'.repeat(103));
  await expect(page.getByText(say(words.over_vinted, { over: 3 }))).toBeVisible();
});

test('a template shows what it makes while it is typed, and an unknown word is refused at its field', async ({ page, complaints, seller: _ }) => {
  complaints.expect(answered(422));
  await page.goto('/settings/templates');
  await ready(page);
  const main = page.getByRole('main');
  const preview = main.getByRole('region', { name: words.preview });
  const description = main.getByLabel(words.template_description, { exact: true });
  await main.getByLabel(words.template_name, { exact: true }).fill('Robes');
  await description.fill('{marque}, taille {taille}');
  await expect(preview).toContainText('Sézane, taille 38');
  await main.getByLabel(words.template_language, { exact: true }).selectOption({ label: words.language_de });
  await description.fill('{categorie} {marque}');
  await expect(preview).toContainText('Kleid Sézane');
  await description.fill('Bonjour !\n{marque} {prix}');
  const sentence = say(fr.errors.field_unknown_fact, { name: 'prix', line: 2, place: 10 });
  await expect(preview).toContainText(sentence);
  await main.getByRole('button', { name: words.template_save }).click();
  await refuses(description, sentence, 'Bonjour !\n{marque} {prix}');
});

test('each template has a form of its own, and what is typed outlives what becomes of the others', async ({ page, complaints, seller }) => {
  complaints.expect(answered(422));
  for (const name of ['Bottes', 'Jupes', 'Robes']) {
    await send(seller.api, '/fn/save_template', { name, language: 'fr', title: '{marque}', description: '' });
  }
  await page.goto('/settings/templates');
  await ready(page);
  const main = page.getByRole('main');
  const card = (name: string) => main.getByRole('listitem').filter({ hasText: name });
  const edit = (name: string) => card(name).getByRole('link', { name: say(words.template_edit_this, { name }) }).click();
  const name = main.getByLabel(words.template_name, { exact: true });
  const title = main.getByLabel(words.template_title, { exact: true });
  const save = main.getByRole('button', { name: words.template_save });

  await edit('Bottes');
  await expect(name).toHaveValue('Bottes');
  await title.fill('{prix}');
  await save.click();
  await expect(title).toHaveAttribute('aria-invalid', 'true');
  await edit('Jupes');
  await expect(name).toHaveValue('Jupes');
  await expect(title).toHaveValue('{marque}');
  await expect(title, 'the refusal was the other template’s').not.toHaveAttribute('aria-invalid', 'true');

  await title.fill('{marque} {taille}');
  await card('Bottes').getByText(words.template_remove, { exact: true }).click();
  await card('Bottes').getByRole('button', { name: words.template_remove_sure }).click();
  await expect(card('Bottes')).toBeHidden();
  await expect(title).toHaveValue('{marque} {taille}');
  await expect(main.getByRole('button', { name: words.template_remove_sure }), 'the question went with its card').toBeHidden();
  await save.click();
  await expect(card('Jupes')).toContainText('{marque} {taille}');
  await expect(name, 'free for the next template').toHaveValue('');
  await expect(title).toHaveValue('');
});
