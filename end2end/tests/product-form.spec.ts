// The form of an item: what it takes, what it refuses and why, and that nothing typed is lost.
import { answered } from '../stack/console.ts';
import { Editor, type Typed, WOOLLEN } from '../stack/editor.ts';
import { STRANGE, accepts, refuses } from '../stack/fields.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { JUMPER, addProduct } from '../stack/products.ts';
import { fr, like, say } from '../stack/words.ts';

const atMost = (max: number) => say(fr.errors.field_too_long, { max });

test('an item is made, filled in and saved, and found as it was left', async ({ page, seller: _ }) => {
  const editor = await Editor.create(page);
  await editor.fill(WOOLLEN);
  await editor.save();
  await page.reload();
  await ready(page);
  await editor.holds(WOOLLEN);
  await page.goto('/products');
  await expect(page.getByRole('row').filter({ hasText: WOOLLEN.title })).toContainText('32,50 €');
});

test('without a title nothing is saved, and nothing is lost', async ({ page, complaints, seller: _ }) => {
  complaints.expect(answered(422));
  const editor = await Editor.create(page);
  await editor.fill({ ...WOOLLEN, title: '   ' });
  await editor.pressSave();
  await refuses(editor.title, fr.errors.field_missing);
  const { title: _title, ...rest } = WOOLLEN;
  await editor.holds({ ...rest, title: '   ' });
  await editor.title.fill('Enfin un titre');
  await editor.save();
  await editor.holds({ ...rest, title: 'Enfin un titre' });
});

type Field = 'title' | 'description' | 'price' | 'quantity' | 'brand' | 'size' | 'location' | 'sku';
const REFUSED: [Field, string, string, string][] = [
  ['title', 'too long', 'é'.repeat(501), atMost(500)],
  ['title', 'an invisible sign', 'Pull\u0007marin', fr.errors.field_forbidden_character],
  ['description', 'too long', 'Très long. '.repeat(455), atMost(5000)],
  ['description', 'an invisible sign', 'Pull\u0008', fr.errors.field_forbidden_character],
  ['price', 'no number', 'douze', fr.errors.field_not_a_number],
  ['price', 'markup', '<b>12</b>', fr.errors.field_not_a_number],
  ['price', 'an emoji', '💶', fr.errors.field_not_a_number],
  ['price', 'digits of another script', '١٢', fr.errors.field_not_a_number],
  ['price', 'negative', '-3', fr.errors.field_negative],
  ['price', 'tenths of a cent', '12,505', fr.errors.field_too_precise],
  ['price', 'nothing', '0', fr.errors.field_too_small],
  ['price', 'too much', '100000', fr.errors.field_too_large],
  ['price', 'endless', '9'.repeat(400), fr.errors.field_too_large],
  ['quantity', 'a word', 'deux', fr.errors.field_not_a_number],
  ['quantity', 'a fraction', '1,5', fr.errors.field_not_a_number],
  ['quantity', 'negative', '-1', fr.errors.field_negative],
  ['quantity', 'too many', '10000', say(fr.errors.field_too_large, { max: 9999 })],
  ['brand', 'too long', 'm'.repeat(101), atMost(100)],
  ['size', 'too long', 'M'.repeat(51), atMost(50)],
  ['location', 'too long', '🧺'.repeat(101), atMost(100)],
  ['sku', 'too long', 'S'.repeat(65), atMost(64)],
];

for (const field of new Set(REFUSED.map(([field]) => field))) {
  test(`${field} says what is wrong and keeps what was typed`, async ({ page, complaints, seller, javaScriptEnabled }) => {
    complaints.expect(answered(422));
    const editor = await Editor.open(page, await addProduct(seller, JUMPER));
    for (const [, name, text, sentence] of REFUSED.filter(([of]) => of === field)) {
      await test.step(name, async () => {
        await editor[field].fill(text);
        await editor.location.fill(field === 'location' ? text : 'Étagère 4');
        await editor.trySave(javaScriptEnabled);
        await refuses(editor[field], sentence, text);
        if (field !== 'location') await accepts(editor.location, 'Étagère 4');
      });
    }
    await page.goto('/products');
    await expect(page.getByRole('row').filter({ hasText: JUMPER.title })).toContainText('24,50 €');
  });
}

test('several fields are wrong at once: each says so', async ({ page, complaints, seller }) => {
  complaints.expect(answered(422));
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  await editor.fill({ title: '', price: '-3', quantity: 'deux', sku: 'S'.repeat(65) });
  await editor.pressSave();
  await refuses(editor.title, fr.errors.field_missing, '');
  await refuses(editor.price, fr.errors.field_negative, '-3');
  await refuses(editor.quantity, fr.errors.field_not_a_number, 'deux');
  await refuses(editor.sku, atMost(64), 'S'.repeat(65));
  await accepts(editor.brand, JUMPER.brand);
});

test('too many colours and materials are too many', async ({ page, complaints, seller }) => {
  complaints.expect(answered(422));
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull bariolé' }));
  const colours = ['Rouge', 'Vert', 'Jaune', 'Noir', 'Blanc', 'Orange'];
  const materials = ['Laine', 'Coton', 'Lin', 'Soie'];
  await editor.fill({ title: 'Pull bariolé', colours, materials });
  await editor.pressSave();
  await expect(editor.colours).toContainText(say(fr.errors.field_too_many, { max: 5 }));
  await expect(editor.materials).toContainText(say(fr.errors.field_too_many, { max: 3 }));
  await editor.holds({ title: 'Pull bariolé', colours, materials });
});

test('a reference that another item has is refused', async ({ page, complaints, seller }) => {
  complaints.expect(answered(422));
  await addProduct(seller, JUMPER);
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Robe' }));
  await editor.sku.fill('PULL-1');
  await editor.pressSave();
  await refuses(editor.sku, fr.errors.field_already_used, 'PULL-1');
});

for (const [name, text] of Object.entries(STRANGE)) {
  test(`every text takes what people write: ${name}`, async ({ page, seller }) => {
    page.on('dialog', (dialog) => expect(dialog.message(), 'a script ran').toBe(''));
    const typed: Typed = { title: text, description: text, brand: text, size: text.slice(0, 40), location: text, sku: text.slice(0, 60) };
    const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
    await editor.fill(typed);
    await editor.save();
    await page.reload();
    await editor.holds(typed);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(text);
  });
}

for (const [written, price] of [['12', '12,00'], ['1 234,5 €', '1234,50'], ['0,01', '0,01'], ['12.5', '12,50']] as const) {
  test(`a price is read as people write it: ${written}`, async ({ page, seller }) => {
    const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
    await editor.price.fill(written);
    await editor.save();
    await page.reload();
    await expect(editor.price).toHaveValue(price);
  });
}

test('keys that no list offers are refused by the server, in its stable words', async ({ seller }) => {
  const product = await addProduct(seller, { title: 'Pull' });
  for (const [field, key] of [['category', 'spaceship'], ['gender', 'robots'], ['condition', '11'], ['colours][0', 'octarine'], ['materials][0', 'mithril']]) {
    const response = await seller.api.post('/fn/save_product', {
      form: { product: String(product), version: '1', 'item[title]': 'Pull', [`item[${field}]`]: key! },
    });
    expect(response.status(), field).toBe(422);
    expect(await response.json(), field).toMatchObject({ error: { code: 'invalid' } });
  }
  const unreadable: Record<string, string>[] = [{}, { product: 'pull' }, { product: String(product), version: 'neuf' }];
  for (const form of unreadable) {
    const response = await seller.api.post('/fn/save_product', { form });
    expect(response.status()).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'unreadable' } });
  }
});

test('what Vinted still needs is listed, and each line leads to its field', async ({ page, seller }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await editor.stands(fr.editor.not_ready);
  for (const name of [fr.editor.photos, fr.editor.price, fr.editor.category, fr.editor.brand, fr.editor.condition, fr.editor.colours]) {
    await expect(editor.channel.getByRole('link', { name: like(`${name} : ${fr.editor.gap_missing}`) })).toBeVisible();
  }
  await editor.channel.getByRole('link', { name: like(`${fr.editor.brand} : ${fr.editor.gap_missing}`) }).click();
  await expect(editor.brand).toBeFocused();
});

test('an item that is not ready is saved, but not published', async ({ page, complaints, seller }) => {
  complaints.expect(answered(422));
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await editor.price.fill('15');
  await editor.publish();
  await expect(page.getByText(fr.errors.not_ready)).toBeVisible();
  await page.reload();
  await expect(editor.price).toHaveValue('15,00');
  await editor.stands(fr.editor.not_ready);
});

test('a jumper shows the lengths a jumper has, and each says what is wrong with it', async ({ page, complaints, seller }) => {
  complaints.expect(answered(422));
  const editor = await Editor.open(page, await addProduct(seller, JUMPER));
  await expect(editor.length('Poitrine')).toBeVisible();
  await expect(editor.length('Entrejambe')).toBeHidden();
  const REFUSED_LENGTHS = [
    ['52,25', fr.errors.field_too_precise_length],
    ['large', fr.errors.field_not_a_number],
    ['-4', fr.errors.field_negative],
    ['501', say(fr.errors.field_too_large, { max: '500 cm' })],
    ['0,4', say(fr.errors.field_too_small, { min: '0,5 cm' })],
  ] as const;
  for (const [typed, sentence] of REFUSED_LENGTHS) {
    await editor.length('Poitrine').fill(typed);
    await editor.pressSave();
    await refuses(editor.length('Poitrine'), sentence, typed);
  }
  await editor.length('Poitrine').fill('52.5');
  await editor.length('Longueur').fill('68 cm');
  await editor.weight.fill('480');
  await editor.parcel.selectOption({ label: fr.editor.parcel_large });
  await editor.save();
  await page.reload();
  await expect(editor.length('Poitrine')).toHaveValue('52,5');
  await expect(editor.length('Longueur')).toHaveValue('68');
  await expect(editor.weight).toHaveValue('480');
  await expect(editor.parcel.locator('option:checked')).toHaveText(fr.editor.parcel_large);
});

test('a form without scripts keeps the lengths of a garment it was not', async ({ page, seller }) => {
  const jeans = { ...JUMPER, category: 'jeans', size: 'W32', 'measurements][inseam': '81', 'measurements][chest': '52' };
  const editor = await Editor.open(page, await addProduct(seller, jeans));
  await expect(editor.length('Entrejambe')).toHaveValue('81');
  await expect(editor.length('Poitrine')).toBeHidden();
  await editor.price.fill('9');
  await editor.save();
  await editor.category.selectOption({ label: 'Pull' });
  await editor.save();
  await page.reload();
  await expect(editor.length('Poitrine')).toHaveValue('52');
  await expect(editor.length('Entrejambe')).toBeHidden();
});
