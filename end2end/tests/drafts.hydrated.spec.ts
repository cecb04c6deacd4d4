// What is typed is never lost: it keeps itself, survives a reload, and two tabs do not overwrite each other.
import { answered } from '../stack/console.ts';
import { Editor } from '../stack/editor.ts';
import { expect, test } from '../stack/pages.ts';
import { JUMPER, addProduct, editor as read } from '../stack/products.ts';
import { fr, like } from '../stack/words.ts';

test('typing keeps itself, and is there after a reload', async ({ page, seller }) => {
  const product = await addProduct(seller, JUMPER);
  const editor = await Editor.open(page, product);
  await editor.description.fill('Une maille tirée au col.');
  await expect(page.getByText(like(fr.editor.safe_kept_at))).toBeVisible();
  await page.reload();
  await expect(editor.description).toHaveValue('Une maille tirée au col.');
  await expect(page.getByText(fr.editor.safe_draft)).toBeVisible();
  await editor.save();
  expect((await read(seller, product)).form.description).toBe('Une maille tirée au col.');
});

test('a draft keeps even what cannot be saved', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  await editor.price.fill('douze');
  await expect(page.getByText(like(fr.editor.safe_kept_at))).toBeVisible();
  await page.reload();
  await expect(editor.price).toHaveValue('douze');
});

test('while the server cannot be reached the page says so, and keeps the draft as soon as it can', async ({ page, seller, complaints }) => {
  complaints.expect(/ERR_FAILED/);
  const product = await addProduct(seller, JUMPER);
  const editor = await Editor.open(page, product);
  await page.route('**/fn/keep_draft', (route) => route.abort());
  await editor.title.fill('Pull marin, hors ligne');
  await expect(page.getByText(fr.editor.safe_not_kept)).toBeVisible();
  await page.unroute('**/fn/keep_draft');
  await expect(page.getByText(like(fr.editor.safe_kept_at))).toBeVisible({ timeout: 15_000 });
  expect((await read(seller, product)).form.title).toBe('Pull marin, hors ligne');
});

test.describe('two tabs save the same item', () => {
  test.beforeEach(({ complaints }) => complaints.expect(answered(409)));

  test('the second sees both versions and keeps its own', async ({ page, context, seller }) => {
    const product = await addProduct(seller, JUMPER);
    const first = await Editor.open(page, product);
    const second = await Editor.open(await context.newPage(), product);
    await first.title.fill('Du premier onglet');
    await first.save();
    await second.title.fill('Du second onglet');
    await second.pressSave();
    await expect(second.page.getByRole('heading', { name: fr.editor.conflict_title })).toBeVisible();
    for (const text of ['Du premier onglet', 'Du second onglet']) {
      await expect(second.page.getByRole('cell', { name: text, exact: true })).toBeVisible();
    }
    await second.page.getByRole('button', { name: fr.editor.keep_mine }).click();
    await expect(second.page.getByText(like(fr.editor.safe_saved_at))).toBeVisible();
    expect((await read(seller, product)).form.title).toBe('Du second onglet');
  });

  test('the second takes the other version', async ({ page, context, seller }) => {
    const product = await addProduct(seller, JUMPER);
    const first = await Editor.open(page, product);
    const second = await Editor.open(await context.newPage(), product);
    await first.price.fill('19');
    await first.save();
    await second.price.fill('21');
    await second.pressSave();
    await second.page.getByRole('button', { name: fr.editor.take_theirs }).click();
    await expect(second.price).toHaveValue('19,00');
    expect((await read(seller, product)).form.price).toBe('19.00');
  });
});
