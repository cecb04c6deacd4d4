// A seller's own prices and fees for each channel: set, refused at their fields, shown by an example, followed by the item's
// figures and by a change of many prices, and forgotten. With scripts and without.
import type { Page } from '@playwright/test';
import { answered } from '../stack/console.ts';
import { Editor } from '../stack/editor.ts';
import { accepts, refuses } from '../stack/fields.ts';
import { type Seller, send } from '../stack/people.ts';
import { expect, ready, submit, test } from '../stack/pages.ts';
import { JUMPER, addProduct } from '../stack/products.ts';
import { en, fr, like, say } from '../stack/words.ts';

const words = fr.channel_rules;

async function open(page: Page, channel: string) {
  await page.goto('/settings/prices');
  await ready(page);
  const card = page.getByRole('region', { name: channel, exact: true });
  const field = (label: string) => card.getByLabel(label, { exact: true });
  return { card, field, save: () => card.getByRole('button', { name: words.save }).click() };
}

/** Ten percent more, up to 90 cents, on Vinted. */
async function dearer(seller: Seller): Promise<void> {
  await send(seller.api, '/fn/set_channel_rules', {
    'rules[channel]': 'vinted', 'rules[coefficient]': '1,1', 'rules[ending]': 'ninety', 'rules[packaging]': '0,50',
  });
}

test('rules are found in the settings, shown by an example, kept, and forgotten', async ({ page, seller: _ }) => {
  await page.goto('/settings');
  await ready(page);
  await page.getByRole('main').getByRole('link', { name: words.open }).click();
  await expect(page).toHaveURL(/\/settings\/prices$/);

  const { card, field, save } = await open(page, 'Vinted');
  await expect(card.getByText(words.price_as_it_is, { exact: true })).toBeVisible();
  await expect(card.getByText(words.estimate)).toBeVisible();
  await expect(card.getByRole('status')).toContainText('annoncé 20,00 € sur Vinted ; il vous reste 20,00 €');
  await expect(card.getByRole('status')).toContainText(say(words.advice, { price: '22,90\u00a0€' }));
  await field(words.coefficient).fill('+8 %');
  await field(words.ending).selectOption('ninety');
  await field(words.packaging).fill('0,5');
  await save();
  await expect(page.getByText(words.set)).toBeVisible();
  await expect(card.getByText(words.yours, { exact: true })).toHaveCount(2);
  await expect(field(words.coefficient)).toHaveValue('1,08');
  await expect(card.getByRole('status')).toContainText('annoncé 21,90 € sur Vinted ; il vous reste 21,40 €');

  const kept = await open(page, 'Vinted');
  await accepts(kept.field(words.coefficient), '1,08');
  await accepts(kept.field(words.packaging), '0,50');
  const ebay = page.getByRole('region', { name: 'eBay', exact: true });
  await expect(ebay.getByText(words.estimate)).toBeVisible();
  await kept.card.getByText(words.reset, { exact: true }).click();
  await kept.card.getByRole('button', { name: words.reset_sure }).click();
  await expect(page.getByText(words.was_reset)).toBeVisible();
  await accepts(kept.field(words.coefficient), '1,00');
  await expect(kept.card.getByText(words.reset, { exact: true })).toHaveCount(0);
});

test('what cannot be a rule is told at its field, and nothing that was typed is lost', async ({ page, seller: _, complaints }) => {
  complaints.expect(answered(422));
  const { card, field, save } = await open(page, 'eBay');
  await field(words.coefficient).fill('1000 %');
  await field(words.added).fill('deux');
  await field(words.commission_percent).fill('51');
  await field(words.payment_fixed).fill('-1');
  await save();
  await refuses(field(words.coefficient), words.coefficient_bounds, '1000 %');
  await refuses(field(words.added), fr.errors.field_not_a_number, 'deux');
  await refuses(field(words.commission_percent), say(fr.errors.field_too_large, { max: '50\u00a0%' }), '51');
  await refuses(field(words.payment_fixed), fr.errors.field_negative, '-1');
  for (const [typed, sentence] of [['0', words.coefficient_bounds], ['-2', words.coefficient_bounds], ['beaucoup', words.coefficient_not_a_number], ['1,234', words.coefficient_too_precise]] as const) {
    await field(words.coefficient).fill(typed);
    await submit(page, card.getByRole('button', { name: words.save }));
    await refuses(field(words.coefficient), sentence, typed);
  }
  const kept = await open(page, 'eBay');
  await accepts(kept.field(words.coefficient), '1,00');
});

test('an item’s figures follow the seller’s rules', async ({ page, seller }) => {
  await dearer(seller);
  const editor = await Editor.open(page, await addProduct(seller, { ...JUMPER, price: '20', cost: '5' }));
  const vinted = editor.left('Vinted');
  await expect(vinted).toContainText('22,90 €');
  await expect(vinted).toContainText(fr.price.by_your_rules);
  await expect(vinted).toContainText('17,40 €');
  await expect(editor.left('eBay')).toContainText('20,00 €');
  await expect(editor.worth.getByRole('link', { name: fr.price.change_rules })).toHaveAttribute('href', '/settings/prices');
});

test('a change of many prices shows what listings will ask for', async ({ page, seller }) => {
  await dearer(seller);
  const product = await addProduct(seller, JUMPER);
  await page.goto(`/products/change?what=price&way=to&amount=30&ending=as_it_is&product=${product}`);
  await ready(page);
  const row = page.getByRole('row').filter({ hasText: JUMPER.title });
  await expect(row).toContainText('30,00 €');
  await expect(row).toContainText(like('Vinted : 33,90'));
});

test.describe('in English', () => {
  test.use({ locale: 'en-GB' });

  test('numbers are written and read as they are there', async ({ page, seller: _ }) => {
    await page.goto('/settings/prices');
    await ready(page);
    const card = page.getByRole('region', { name: 'eBay', exact: true });
    await accepts(card.getByLabel(en.channel_rules.coefficient, { exact: true }), '1.00');
    await expect(card).toContainText('tax on platforms 0.42%');
    await card.getByLabel(en.channel_rules.coefficient, { exact: true }).fill('1.5');
    await card.getByRole('button', { name: en.channel_rules.save }).click();
    await expect(page.getByText(en.channel_rules.set)).toBeVisible();
    await expect(card.getByRole('status')).toContainText('listed at €30.00 on eBay');
  });
});
