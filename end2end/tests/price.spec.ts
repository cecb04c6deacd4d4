// What an item cost, the least it is sold for, what it may be worth and what is left of its sale: with scripts and without.
import { answered } from '../stack/console.ts';
import { Editor } from '../stack/editor.ts';
import { accepts, refuses } from '../stack/fields.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { JUMPER, addProduct } from '../stack/products.ts';
import { en, fr, like, say } from '../stack/words.ts';

const OFFERS = [fr.price.quick, fr.price.standard, fr.price.premium];

test('what was paid and the least price are found as they were left', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await editor.fill({ title: 'Pull marin', cost: '4,5', minimum: '10' });
  await editor.save();
  await page.reload();
  await ready(page);
  await editor.holds({ title: 'Pull marin', cost: '4,50', minimum: '10,00' });
});

test('nothing at all is a cost, too', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  await editor.cost.fill('0');
  await editor.save();
  await page.reload();
  await ready(page);
  await accepts(editor.cost, '0,00');
  await expect(editor.left('Vinted')).toContainText('100 %');
});

const REFUSED = [
  ['cost', 'no number', 'cher', fr.errors.field_not_a_number],
  ['cost', 'negative', '-1', fr.errors.field_negative],
  ['cost', 'tenths of a cent', '4,505', fr.errors.field_too_precise],
  ['cost', 'too much', '100000', fr.errors.field_too_large],
  ['minimum', 'nothing', '0', say(fr.errors.field_too_small, { min: '0,01\u00a0€' })],
  ['minimum', 'a word', 'dix', fr.errors.field_not_a_number],
] as const;

for (const field of ['cost', 'minimum'] as const) {
  test(`${field} says what is wrong and keeps what was typed`, async ({ page, complaints, seller, javaScriptEnabled }) => {
    complaints.expect(answered(422));
    const editor = await Editor.open(page, await addProduct(seller, JUMPER));
    for (const [, name, typed, sentence] of REFUSED.filter(([of]) => of === field)) {
      await test.step(name, async () => {
        await editor[field].fill(typed);
        await editor.trySave(javaScriptEnabled);
        await refuses(editor[field], sentence, typed);
        await accepts(editor.price, '24,50');
      });
    }
  });
}

test('before there is a category a sentence asks for one', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull', price: '20' }));
  await expect(page.getByText(fr.price.later)).toBeVisible();
  await expect(editor.worth).toBeHidden();
});

test('three estimates say why, and what is left says where', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { ...JUMPER, cost: '5' }));
  for (const offer of OFFERS) await expect(editor.offer(offer)).toContainText(/\d,\d\d\s€/);
  await editor.unfold(fr.price.why);
  await expect(editor.reason(fr.price.base)).toContainText(fr.price.tier_middle);
  await expect(editor.reason(fr.price.model)).toContainText(fr.price.model_unknown);
  await expect(editor.reason('Fabriqué en')).toContainText(fr.price.untold);
  await expect(editor.left('Vinted')).toContainText('19,50 €');
  await expect(editor.left('Vinted')).not.toContainText(like(fr.price.about));
  await expect(editor.left('eBay')).toContainText(like(fr.price.about));
  await expect(editor.worth.getByText(like(fr.price.least))).toBeVisible();
});

test('a price below what was paid is a loss, with its sign', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { ...JUMPER, cost: '30' }));
  await expect(editor.left('Vinted')).toContainText('−5,50 €');
});

test('without what was paid the profit is unknown', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  await expect(editor.left('Vinted')).toContainText(fr.price.unknown);
  await expect(page.getByText(fr.price.no_cost)).toBeVisible();
});

test('no estimate is below the least price', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { ...JUMPER, minimum: '500' }));
  for (const offer of OFFERS) await expect(editor.offer(offer)).toContainText('500,00 €');
});

test.describe('in English', () => {
  test.use({ locale: 'en-GB' });

  test('amounts and percentages are written as they are there', async ({ page, seller }) => {
    await page.goto(`/products/${await addProduct(seller, { ...JUMPER, price: '20', cost: '5' })}`);
    const worth = page.getByRole('group', { name: en.price.estimate, exact: true });
    const vinted = worth.getByRole('row').filter({ hasText: 'Vinted' });
    await expect(vinted).toContainText('€15.00');
    await expect(vinted).toContainText('75%');
  });
});
