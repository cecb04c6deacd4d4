// Sizes and materials as they are chosen: chips, what a size is elsewhere, percentages, one's own brands; with scripts and without.
import { answered } from '../stack/console.ts';
import { Editor } from '../stack/editor.ts';
import { refuses } from '../stack/fields.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { JUMPER, addProduct, editor as read } from '../stack/products.ts';
import { fr, like, say } from '../stack/words.ts';

test('a usual size is one press away, and says what it is elsewhere', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { ...JUMPER, gender: 'women', size: 'T. 40' }));
  const chips = page.getByRole('group', { name: fr.editor.usual_sizes });
  await expect(chips.getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(page.getByText('FR 40 · UK 12')).toBeVisible();
  await chips.getByLabel('M', { exact: true }).check();
  await editor.save();
  await page.reload();
  await ready(page);
  await expect(editor.size).toHaveValue('M');
  await expect(chips.getByLabel('M', { exact: true })).toBeChecked();
  await expect(page.getByText('FR 38-40 · UK 10-12 · US 6-8 · IT 42-44 · DE 36-38')).toBeVisible();
  await editor.size.fill('Presque M');
  await editor.save();
  await page.reload();
  await expect(editor.size, 'what is typed wins').toHaveValue('Presque M');
});

test('materials have their percentages, which are at most the whole', async ({ page, complaints, seller }) => {
  complaints.expect(answered(422));
  const product = await addProduct(seller, { ...JUMPER, materials: ['wool', 'nylon'] });
  const editor = await Editor.open(page, product);
  const share = (material: string) => page.getByLabel(say(fr.editor.share_of, { material }), { exact: true });
  await expect(share('Soie')).toBeHidden();
  await share('Nylon').fill('un peu');
  await editor.pressSave();
  await refuses(share('Nylon'), fr.errors.field_not_a_share, 'un peu');
  await share('Nylon').fill('30');
  await share('Laine').fill('80');
  await editor.pressSave();
  await expect(editor.materials).toContainText(say(fr.errors.shares_too_large, { max: 100 }));
  await expect(share('Laine')).toHaveValue('80');
  await share('Nylon').fill('20');
  await editor.save();
  await page.reload();
  await expect(share('Nylon')).toHaveValue('20');
  expect((await read(seller, product)).form).toMatchObject({ materials: 'wool,nylon', shares: { wool: '80', nylon: '20' } });
});

test("one's own brands are offered first", async ({ page, seller }) => {
  await addProduct(seller, { ...JUMPER, brand: 'Maison Inconnue' });
  await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await expect(page.locator('#brands option').first()).toHaveAttribute('value', 'Maison Inconnue');
});

test('what a length says of the size is shown, and nothing is overwritten', async ({ page, seller, javaScriptEnabled }) => {
  const measured = { ...JUMPER, size: 'L', 'measurements][chest': '52' };
  const editor = await Editor.open(page, await addProduct(seller, measured));
  const told = say(fr.editor.size_suggested, { name: 'Poitrine', length: '52 cm', size: 'M' });
  await expect(page.getByText(like(told))).toBeVisible();
  await expect(editor.size).toHaveValue('L');
  const take = page.getByRole('button', { name: say(fr.editor.size_take, { size: 'M' }) });
  if (!javaScriptEnabled) {
    await expect(take).toBeHidden();
    return;
  }
  await take.click();
  await expect(editor.size).toHaveValue('M');
  await expect(editor.size).toBeFocused();
  await expect(page.getByText(like(told))).toBeHidden();
});
