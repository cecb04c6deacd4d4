// The figures beside the price under the hand: they follow what is typed, and old ones are never taken for new.
import { Editor } from '../stack/editor.ts';
import { expect, test } from '../stack/pages.ts';
import { JUMPER, addProduct, editor as read } from '../stack/products.ts';
import { fr, like } from '../stack/words.ts';

test('an estimate is taken over with one press, and kept', async ({ page, seller }) => {
  const product = await addProduct(seller, { ...JUMPER, cost: '0' });
  const editor = await Editor.open(page, product);
  const quick = editor.offer(fr.price.quick);
  await expect(quick).toHaveAttribute('aria-pressed', 'false');
  const price = /\d+,\d\d/.exec(await quick.innerText())![0];
  await quick.click();
  await expect(editor.price).toHaveValue(price);
  await expect(quick).toHaveAttribute('aria-pressed', 'true');
  await expect(quick).toBeFocused();
  await expect(editor.left('Vinted')).toContainText(`${price} €`);
  expect((await read(seller, product)).form.price).toBe(price);
  await editor.save();
  expect((await read(seller, product)).form.price).toBe(price.replace(',', '.'));
});

test('an estimate takes the place of a price that cannot be read', async ({ page, seller, complaints }) => {
  complaints.expect(/status of 422 /);
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  await editor.price.fill('douze');
  await editor.pressSave();
  await expect(editor.price).toHaveAttribute('aria-invalid', 'true');
  await editor.offer(fr.price.standard).click();
  await expect(editor.price).not.toHaveAttribute('aria-invalid', 'true');
  await editor.save();
});

test('what is left follows what was paid', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  await expect(editor.left('Vinted')).toContainText(fr.price.unknown);
  await editor.cost.fill('4');
  await expect(editor.left('Vinted')).toContainText('20,50 €');
  await editor.cost.fill('30');
  await expect(editor.left('Vinted')).toContainText('−5,50 €');
  await editor.cost.fill('cher');
  await expect(editor.left('Vinted')).toContainText(fr.price.unknown);
});

test('the least price raises the estimates', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  await editor.minimum.fill('300');
  for (const offer of [fr.price.quick, fr.price.standard, fr.price.premium]) {
    await expect(editor.offer(offer)).toContainText('300,00 €');
  }
});

test('the estimates come with the category, and without a price a sentence asks for one', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await editor.category.selectOption({ label: 'Pull' });
  await expect(editor.offer(fr.price.standard)).toBeVisible();
  await expect(page.getByText(fr.price.later)).toBeHidden();
  await expect(page.getByText(fr.price.no_price)).toBeVisible();
  await editor.price.fill('20');
  await expect(editor.left('Vinted')).toContainText('20,00 €');
});

test('until the new figures are there the old ones are marked', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { ...JUMPER, cost: '4' }));
  await expect(editor.worth).toHaveAttribute('aria-busy', 'false');
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/fn/read_worth', async (route) => {
    await held;
    await route.continue();
  });
  await editor.cost.fill('10');
  await expect(editor.worth).toHaveAttribute('aria-busy', 'true');
  await expect(page.getByText(like(fr.editor.safe_kept_at))).toBeVisible();
  await expect(editor.left('Vinted')).toContainText('20,50 €');
  await expect(editor.worth).toHaveAttribute('aria-busy', 'true');
  await expect(page.getByText(fr.price.reckoning)).toBeVisible();
  answer();
  await expect(editor.left('Vinted')).toContainText('14,50 €');
  await expect(editor.worth).toHaveAttribute('aria-busy', 'false');
});
